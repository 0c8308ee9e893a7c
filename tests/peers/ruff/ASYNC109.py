# target: 3.11
# select: AFX905
# A coroutine function with a parameter `timeout`.
import asyncio
from typing import override


async def reads(stream, timeout): ...  # AFX905


async def calls(stream):
    await reads(stream, timeout=3)  # ok: the call is not the function


async def reads_for_ever(stream):  # ok: no such parameter
    async with asyncio.timeout(3):
        await stream.read()


class Stream(asyncio.Protocol):
    @override
    async def read(self, timeout):  # ok: an override has the parameters of what it overrides
        return await self.next(timeout)
