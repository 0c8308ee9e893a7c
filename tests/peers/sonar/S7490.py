# target: 3.11
# A timeout without a checkpoint.
import asyncio

import anyio
import trio


async def sums(numbers):
    try:
        async with asyncio.timeout(2):  # AFX304
            return sum(numbers)
    except TimeoutError:
        return None


async def sums_in_trio(numbers):
    with trio.move_on_after(2):  # AFX304
        return sum(numbers)


async def sums_in_anyio(numbers):
    with anyio.move_on_after(2):  # AFX304
        return sum(numbers)


async def sums_with_checkpoints(numbers):
    async with asyncio.timeout(2):  # ok: it awaits
        total = sum(numbers)
        await asyncio.sleep(0)
    with trio.move_on_after(2):  # ok: it awaits
        total += sum(numbers)
        await trio.lowlevel.checkpoint()
    with anyio.move_on_after(2):  # ok: it awaits
        total += sum(numbers)
        await anyio.lowlevel.checkpoint()
    return total
