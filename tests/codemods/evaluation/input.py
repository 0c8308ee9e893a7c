import old


async def main(a, b, read):
    old.swap(a, b)
    old.swap(read(a), b)
    old.swap(read(a), read(b))
    old.square(a)
    old.square(a.b.c)
    old.square(read(a))
    old.now(a + b)
    old.now(await read(a))
    old.ignore(3)
    old.ignore(read(a))
    return -old.square(a), old.square(a) ** old.square(b)
