import time

time.sleep(1)


def use():
    return 1
