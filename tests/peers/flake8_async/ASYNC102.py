# Await in `finally`, in a handler of the cancellation, or in `__aexit__`, without a shield.
import anyio
import trio


async def in_finally(device):
    try:
        await device.run()
    finally:
        await device.park()  # AFX311
        async for _ in device.rest():  # ok: told at the first one of the clause
            pass
        async with device.lock:  # ok: the same
            pass


async def in_handlers(device, log):
    try:
        await device.run()
    except trio.Cancelled:
        await device.park()  # AFX311
        raise
    try:
        await device.run()
    except anyio.get_cancelled_exc_class():
        await device.park()  # AFX311
        raise
    try:
        await device.run()
    except BaseException:
        await log.write("ended")  # AFX311
        raise


class Device:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.park()  # AFX311

    async def park(self):
        await trio.sleep(1)


async def shielded(device):
    try:
        await device.run()
    finally:
        with trio.CancelScope(shield=True):
            await device.park()  # ok: shielded
        with trio.move_on_after(5, shield=True):
            await device.park()  # ok: shielded
        with anyio.CancelScope() as scope:
            scope.shield = True
            await device.park()  # ok: shielded
        await device.aclose()  # ok: closes at once when it is cancelled
        await trio.aclose_forcefully(device)  # ok: does not wait
        await trio.lowlevel.cancel_shielded_checkpoint()  # ok: cannot be cancelled


async def closing_with_arguments(device):
    try:
        await device.run()
    finally:
        await device.aclose(grace=1)  # AFX311


async def in_a_handler_of_others(device):
    try:
        await device.run()
    except OSError:
        await device.park()  # ok: no cancellation comes here
