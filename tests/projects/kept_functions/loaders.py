import asyncio
import time
from typing import Callable

import requests


class Loader:
    def __init__(self, load):
        self._load = load

    def get(self):
        return self._load()


class Typed:
    def __init__(self, name: str, ask: Callable[[], str], quiet: bool = False):
        self.name = name
        self.ask = ask
        self.quiet = quiet

    def get(self):
        return self.ask()

    async def get_soon(self):
        return self.ask()  # AFX103


class Both:
    def __init__(self, wait=None):
        self.wait = wait

    def run(self):
        if self.wait:
            self.wait()


class Unknown:
    def __init__(self, wait):
        self.wait = wait

    def run(self):
        self.wait()


class Changed:
    def __init__(self, wait):
        self.wait = wait

    def change(self, wait):
        self.wait = wait

    def run(self):
        self.wait()


class Mixed:
    def __init__(self, wait):
        self.wait = wait

    def run(self):
        self.wait()


class Soon:
    def __init__(self, wait):
        self.wait = wait

    def run(self):
        return self.wait()


class Derived(Loader):
    pass


def fetch():
    return requests.get("http://host").text


def rest():
    time.sleep(1)


def rest_longer():
    time.sleep(2)


def quick():
    return 1


async def soon():
    await asyncio.sleep(1)
