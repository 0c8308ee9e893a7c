# A plain `with` over an asynchronous context manager.
class Door:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback): ...


async def enters():
    door = Door()
    with door:  # AFX204
        ...


async def enters_well():
    async with Door() as door:  # ok: asynchronous
        return door
