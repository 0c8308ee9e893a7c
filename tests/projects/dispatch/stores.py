import time
import urllib.request
from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def get(self, key): ...

    @abstractmethod
    def size(self): ...

    @abstractmethod
    def close(self): ...

    def prepare(self):
        return None

    def load(self, key):
        self.prepare()
        return self._read(key)

    def _read(self, key):
        return self.get(key)


class Web(Store):
    def get(self, key):
        return self._fetch(f"https://a.example/{key}")

    def _fetch(self, url):
        return urllib.request.urlopen(url).read()

    def size(self):
        return len(self._fetch("https://a.example"))

    def close(self):
        time.sleep(1)


class Slow(Store):
    def get(self, key):
        time.sleep(1)

    def size(self):
        return 0

    async def close(self): ...  # AFX404


class Eager(Slow):
    def prepare(self):
        time.sleep(1)


class Memory(Store):
    def get(self, key):
        time.sleep(2)

    def size(self):
        return 1


class Optional:
    def stop(self):
        """Whoever has something to stop, stops it."""


class Once(Optional):
    def stop(self):
        time.sleep(3)


class Twice(Optional):
    def stop(self):
        time.sleep(4)


class Never(Optional):
    pass


class Queue:
    def wait(self): ...

    def take(self):
        return self.wait()


class Network(Queue):
    def wait(self):
        return urllib.request.urlopen("https://a.example").read()


class Local(Queue):
    def wait(self):
        return 1
