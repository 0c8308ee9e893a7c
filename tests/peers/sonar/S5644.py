# An item of a coroutine that nobody awaits.
async def words():
    return ["one", "two"]


async def first():
    return await words()[0]  # AFX201


async def first_well():
    return (await words())[0]  # ok: awaited before it is asked for an item
