from stock import below, level


async def one(item):
    return level(item)  # ok: all calls pass `level`


async def two(item):
    return below(item, 2)  # ok: as above


async def three(item):
    return below(item, 3)  # ok: as above


async def four(item):
    return below(item, 4)  # ok: as above


async def five(item):
    return below(item, 5)  # ok: as above


async def six(item):
    return below(item, 6)  # ok: as above
