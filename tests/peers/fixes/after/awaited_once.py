# The fix of ruff adds an `await` where a coroutine is assigned, though it is awaited further down.
import trio


async def waits():
    pause = trio.sleep(3)  # ok: awaited in the next line
    await pause
    await trio.sleep(1)  # AFX201
