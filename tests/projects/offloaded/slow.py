import time


def nap(seconds=1):
    time.sleep(seconds)
    return seconds
