import time

__all__ = ["prime"]


def prime():
    time.sleep(2)


def drain():
    time.sleep(5)
