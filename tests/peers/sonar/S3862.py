# A plain loop over an asynchronous generator.
async def numbers():
    yield 1


async def loops():
    for number in numbers():  # AFX204
        print(number)


async def loops_well():
    async for number in numbers():  # ok: asynchronous
        print(number)
