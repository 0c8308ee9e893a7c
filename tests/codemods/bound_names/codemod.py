"""Read and write files with aiofiles."""
import aiofiles
from asyncfix import Body, Bound

safety = "unsafe"
dependencies = ["aiofiles"]


async def before(path, *args, body: Body, **kwargs):
    with open(path, *args, **kwargs) as f:
        body


async def after(path, *args, body: Body, **kwargs):
    async with aiofiles.open(path, *args, **kwargs) as f:
        body


async def before_read(f: Bound, *args):
    f.read(*args)


async def after_read(f: Bound, *args):
    await f.read(*args)


async def before_lines(f: Bound, line, body: Body):
    for line in f:
        body


async def after_lines(f: Bound, line, body: Body):
    async for line in f:
        body
