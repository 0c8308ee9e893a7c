# A sleep that blocks.
import time
from time import sleep

import trio


async def rests():
    time.sleep(1)  # AFX101
    sleep(1)  # AFX101


async def rests_well():
    await trio.sleep(1)  # ok: lets the others run


def plain():
    time.sleep(1)  # ok: not a coroutine function
