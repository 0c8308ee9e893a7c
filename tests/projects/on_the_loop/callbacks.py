import time


def tick():
    time.sleep(0.1)


def finished(task):
    time.sleep(0.1)


def readable():
    time.sleep(0.1)


def quick():
    return 1
