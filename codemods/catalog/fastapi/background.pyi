"""Work after the answer."""

from starlette.background import BackgroundTasks as StarletteBackgroundTasks

from asyncfix import awaits, offloads

class BackgroundTasks(StarletteBackgroundTasks):
    @offloads("func")
    @awaits("func")
    def add_task(self, func, *args, **kwargs): ...
