import asyncio
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers import wait


class Bridge:
    def __init__(self, loop):
        self.loop = loop
        self.ident = threading.get_ident()

    def call(self, coroutine):
        if self.ident == threading.get_ident():
            raise RuntimeError("this would wait for itself")
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()


def pause(seconds):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(seconds)


def pause_or_fail(seconds):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        raise RuntimeError("await it instead")
    time.sleep(seconds)


def pause_anyway(seconds):
    time.sleep(seconds)
