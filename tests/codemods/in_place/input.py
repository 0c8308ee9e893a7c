import old

try:
    from old import Client
except ImportError:
    Client = None


def around(items, others):
    old.gather(
        [
            items,  # why
            (others),
        ]
    )
    return old.gather([*items])


def of_names(place):
    yield old.Client(1)
    yield old.Client(place=place, name="a")
    yield old.Client
    yield Client(1)


async def asked():
    await old.ask(text="a")
    return old.ask(text="b")


def asked_elsewhere():
    return old.ask(text="c")


def removed(flag):
    if flag:
        old.install()
    return old.install()


@old.hook
def setup():
    old.prepare()


@old.hook
def other():
    old.prepare()


def loops(cursor):
    while old.more(cursor):
        row = old.fetch(cursor)
        print(row)
        print(row)  # again
