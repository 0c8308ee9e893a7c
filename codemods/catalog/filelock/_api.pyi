"""What the locks have in common."""

from asyncfix import async_twin, blocking, unless

@async_twin("filelock.BaseAsyncFileLock")
class BaseFileLock:
    @blocking("lock")
    @unless(blocking=False)
    @unless(timeout=0)
    def acquire(self, timeout=None, poll_interval=None, *, blocking=None): ...
    @blocking("lock")
    def __enter__(self) -> "BaseFileLock": ...
