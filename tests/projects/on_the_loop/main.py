import asyncio
import signal

from callbacks import finished, quick, readable, tick


async def schedule(reader):
    loop = asyncio.get_running_loop()
    loop.call_soon(tick)  # AFX103
    loop.call_later(1, tick)  # AFX103
    loop.call_at(1.5, lambda: tick())  # AFX103
    loop.call_soon(quick)  # ok: it does not block
    loop.add_reader(reader, readable)  # AFX103
    loop.add_signal_handler(signal.SIGTERM, tick)  # AFX103


async def watch(work):
    task = asyncio.create_task(work())
    task.add_done_callback(finished)  # AFX103
    await task


def from_sync_code(loop: asyncio.AbstractEventLoop):
    loop.call_soon_threadsafe(finished, None)  # AFX103
