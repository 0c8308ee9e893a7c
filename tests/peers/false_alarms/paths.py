# Operations on paths that do not touch the disk.
import os.path
from pathlib import Path, PurePosixPath


async def computes(path: Path, name: str):
    os.path.normpath(name)  # ok: works on the text (found by ruff and flake8-async)
    os.path.relpath(name, "/")  # ok: works on the text (found by ruff and flake8-async)
    os.path.expanduser(name)  # ok: quick (found by ruff)
    path.expanduser()  # ok: quick (found by ruff)
    path.absolute()  # ok: quick (found by ruff)
    path.with_name(name).relative_to("/")  # ok: works on the text
    return PurePosixPath(name).joinpath("part")  # ok: works on the text


class Store:
    async def write_bytes(self, data):
        return len(data)

    async def copy(self, data):
        await self.write_bytes(data)  # ok: a coroutine of its own, with the name of a method of paths
