import old


async def named(path):
    file = old.load(path)
    return file.rows(), file.size


async def spots(path, paths):
    old.load(path)
    rows = old.load(  # a comment
        path
    ).rows()
    sizes = [old.load(each).size for each in paths]
    return rows, sizes, old.load(path, "rb").rows()[0] if path else None


async def names_taken(path, loader, name):
    file = old.load(path)
    return loader, list(file.names)


async def unknown(path, use):
    if old.load(path).size:
        return old.load(path)
    use(old.load(path, "r", None))
    file: object = old.load(path)
    return (old.load(each).size for each in path), lambda: old.load(path).size


async def two(path, other):
    return old.load(path).size + old.load(other).size
