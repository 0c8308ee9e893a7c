# A blocking call that a coroutine reaches through plain functions.
import time


def innermost():
    time.sleep(3)


def inner():
    innermost()


async def outer():
    inner()  # AFX103


def plain():
    inner()  # ok: not a coroutine function
