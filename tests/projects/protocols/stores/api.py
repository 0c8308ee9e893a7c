from typing import Protocol


class Store(Protocol):
    def load(self, key: str) -> bytes: ...


class Cache(Protocol):
    def get(self, key: str) -> bytes: ...
