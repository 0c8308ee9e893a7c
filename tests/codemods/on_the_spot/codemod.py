"""Load with a loader of its own, also where the loaded is used on the spot."""
import old
import new
from asyncfix import Bound

safety = "unsafe"


async def before(path, mode="r"):
    file = old.load(path)


async def after(path, mode="r"):
    async with new.Loader(mode=mode) as loader:
        file = await loader.load(path)


async def before_mode(path, mode):
    file = old.load(path, mode)


async def after_mode(path, mode):
    async with new.Loader(mode=mode) as loader:
        file = await loader.load(path)


async def before_rows(file: Bound):
    file.rows()


async def after_rows(file: Bound):
    file.all_rows


async def before_size(file: Bound):
    file.size


async def before_names(file: Bound):
    list(file.names)


async def after_names(file: Bound):
    [name async for name in file.names]


async def before_any(*args, **options):
    old.load(*args, **options)
