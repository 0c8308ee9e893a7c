import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import anyio


async def join(thread: threading.Thread, path: "anyio.Path"):
    thread.join()  # AFX102
