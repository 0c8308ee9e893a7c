"""How SQLAlchemy runs plain functions that wait."""

from asyncfix import offloads

@offloads("fn")
async def greenlet_spawn(fn, *args, **kwargs): ...
