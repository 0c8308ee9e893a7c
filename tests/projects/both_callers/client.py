import threading
import time

import requests


class Runner:
    def __init__(self, loop=None):
        self.loop = loop

    def start(self):
        if self.loop is not None:
            return
        threading.Event().wait()


class Client:
    def __init__(self, address, loop=None, asynchronous=False):
        self.address = address
        self.runner = Runner(loop)
        self.asynchronous = asynchronous
        self.runner.start()


class OnLoop:
    def __init__(self, address, loop=None):
        self.answer = requests.get(address)


class Plain:
    def __init__(self, address):
        time.sleep(1)


def connected(loop=None):
    return Client("address", asynchronous=loop is not None)


def connected_at_once():
    return Client("address", asynchronous=False)
