"""Work after the answer. Plain functions run in a thread."""

from asyncfix import awaits, offloads

@offloads("func")
@awaits("func")
class BackgroundTask:
    def __init__(self, func, *args, **kwargs): ...
    async def __call__(self): ...

class BackgroundTasks(BackgroundTask):
    def __init__(self, tasks=None): ...
    @offloads("func")
    @awaits("func")
    def add_task(self, func, *args, **kwargs): ...
