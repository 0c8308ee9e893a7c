import time

import requests


def attempted(url):
    try:
        return sent(url)
    except OSError:
        time.sleep(1)
        return None


def sent(url):
    return requested(url)


def requested(url):
    return requests.get(url)


def sent_afar(url):
    try:
        return one(url)
    except OSError:
        time.sleep(2)


def one(url):
    return two(url)


def two(url):
    return three(url)


def three(url):
    return four(url)


def four(url):
    return requests.post(url)
