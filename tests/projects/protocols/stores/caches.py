import time

from stores.api import Cache


class Slow(Cache):
    def get(self, key: str) -> bytes:
        time.sleep(1)
        return b""


class Memory(Cache):
    def get(self, key: str) -> bytes:
        return b""
