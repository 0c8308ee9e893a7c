def parse(raw):
    return raw.split(b"\n\n", 1)
