"""Context managers."""

from asyncfix import async_twin, calls, decorator

@decorator("contextmanager")
def contextmanager(*_): ...
@decorator("asynccontextmanager")
def asynccontextmanager(*_): ...

@async_twin("contextlib.aclosing")
class closing: ...

class _BaseExitStack:
    @calls("callback", later=True)
    def callback(self, *_): ...

@async_twin("contextlib.AsyncExitStack")
class ExitStack(_BaseExitStack): ...

class AsyncExitStack(_BaseExitStack): ...
