import time


def open_valve():
    time.sleep(1)


def _flush():
    time.sleep(1)
