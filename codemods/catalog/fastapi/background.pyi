"""Work after the answer."""

from starlette.background import BackgroundTasks as StarletteBackgroundTasks

from asyncfix import offloads

class BackgroundTasks(StarletteBackgroundTasks):
    @offloads("func")
    def add_task(self, func, *args, **kwargs): ...
