# defect: none
# on: asyncio trio anyio
import asyncio


async def main():  # asyncfix: ignore[swallowed-cancellation]
    for number in range(3):
        # noqa: AFX101
        await asyncio.sleep(1)  # noqa: AFX101
        print(number)  # asyncfix: ignore
    # the end, asyncfix: ignore is no comment of its own
    print("""
    # noqa: AFX101
    """)  # noqa: E501, AFX101
