import time


def nap():
    time.sleep(1)


def nap_for(seconds):
    time.sleep(seconds)


def key_of(row):
    time.sleep(0.01)
    return row
