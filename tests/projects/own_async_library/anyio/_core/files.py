from pathlib import Path

from .. import to_thread


async def read(path: Path):
    await to_thread.run_sync(print, path)
    return path.read_text()  # AFX102
