import asyncio
import time

import requests


class Locks:
    def acquire(self, key):
        time.sleep(0.1)

    async def aacquire(self, key):
        self.acquire(key)  # AFX103

    def _load(self, key):
        return requests.get(key)

    async def _load_async(self, key):
        return await asyncio.to_thread(self._load, key)  # ok: in a thread

    async def serve(self, key):
        self.acquire(key)  # AFX103
        return self._load(key)  # AFX103


def install(name):
    return requests.get(name)  # AFX103


async def async_install(name):
    return await asyncio.to_thread(install, name)  # ok: in a thread


class Client:
    def __init__(self, url):
        self.settings = requests.get(url).json()  # AFX103


def remove(name):
    requests.delete(name)


def aremove(name):
    remove(name)
