"""Wrap what stands in a call, await a call, remove a statement or a function."""
import old
import new
from asyncfix import Body, Name

safety = "safe"


def before(first: Name, second: Name):
    old.gather([first, second])


def after(first, second):
    old.gather([new.task(first), new.task(second)])


def before_class():
    old.Client


def after_class():
    new.Client


def before_client_of(place, **options):
    old.Client(place=place, **options)


def after_client_of(**options):
    new.Client(**options)


async def before_ask(**options):
    old.ask(**options)


async def after_ask(**options):
    await old.ask(**options)


def before_ask_elsewhere(**options):
    old.ask(**options)


def before_install() -> None:
    old.install()


def after_install():
    pass


def before_setup():
    @old.hook
    def setup():
        old.prepare()


def after_setup():
    pass


def before_next(cursor, row, body: Body):
    while old.more(cursor):
        row = old.fetch(cursor)
        body


def after_next(cursor, row, body: Body):
    for row in cursor:
        body
