# A loop of the wrong kind.
class Stream:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


async def loops(stream: Stream):
    for part in stream:  # AFX204
        print(part)
    async for part in [1, 2]:  # AFX204
        print(part)


async def loops_well(stream: Stream):
    async for part in stream:  # ok: asynchronous
        print(part)
    for part in [1, 2]:  # ok: plain
        print(part)
