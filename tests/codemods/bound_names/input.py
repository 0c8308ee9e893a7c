async def main(p):
    with open(p, "rb") as handle:  # note
        # a comment stays
        for line in handle:
            print(line)
        rest = handle.read(10).strip()
    return rest


async def unknown_use(p):
    with open(p) as f:
        return f.fileno()


async def used_behind(p):
    with open(p) as f:
        text = f.read()
    return text, f.closed


async def handed_on(p):
    with open(p) as f:
        return parse(f)


def plain(p):
    with open(p) as f:
        return f.read()
