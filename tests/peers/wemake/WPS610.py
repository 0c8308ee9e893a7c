# Special methods that are coroutine functions.
class Page:
    async def __init__(self):  # AFX208
        self.title = "title"

    async def __len__(self):  # AFX208
        return 1

    async def __call__(self):  # ok: may be one
        return self

    async def __anext__(self):  # ok: has to be one
        raise StopAsyncIteration
