# A suppression that silences nothing. Off by default at the peer and here.
import asyncio
import time


async def naps():
    await asyncio.sleep(1)  # noqa: AFX101  # AFX001
    time.sleep(1)  # noqa: AFX101  # ok: is used
    await asyncio.sleep(1)  # noqa: E501  # ok: a code of another tool
