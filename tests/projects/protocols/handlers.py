from stores.api import Cache, Store


class Handler:
    def __init__(self, store: Store, cache: Cache) -> None:
        self.store = store
        self.cache = cache

    async def handle(self, key: str) -> bytes:
        return self.store.load(key)  # AFX103

    async def cached(self, key: str) -> bytes:
        return self.cache.get(key)  # ok: one of two implementations does not block
