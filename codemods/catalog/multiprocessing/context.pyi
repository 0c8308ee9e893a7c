"""How processes start. `multiprocessing.Lock`, `Queue`, `Pool` … are methods of the default context."""

from asyncfix import blocking, offloads

from .process import BaseProcess

class BaseContext:
    # Starts a server process and waits for it.
    @blocking("wait")
    def Manager(self, *_): ...

@offloads("target")
class Process(BaseProcess): ...

@offloads("target")
class ForkProcess(BaseProcess): ...

@offloads("target")
class SpawnProcess(BaseProcess): ...

@offloads("target")
class ForkServerProcess(BaseProcess): ...
