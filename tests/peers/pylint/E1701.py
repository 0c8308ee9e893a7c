# `async with` over a plain context manager.
class Lights:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


async def reads():
    async with Lights():  # AFX204
        print("bright")


async def reads_well():
    with Lights():  # ok: plain
        print("bright")
