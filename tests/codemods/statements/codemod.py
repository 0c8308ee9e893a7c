"""Rewrite statements, blocks, decorators, bases and imports."""
import old
import new
from asyncfix import Body

safety = "safe"


def before(connection, work: Body):
    old.begin(connection)
    work
    old.commit(connection)


def after(connection, work: Body):
    with new.transaction(connection):
        work


def before_retry():
    old.retry


def after_retry():
    new.retry


def before_try(value, handler: Body):
    try:
        result = old.parse(value)
    except old.ParseError as error:
        handler


def after_try(value, handler: Body):
    result, error = new.parse(value)
    if error:
        handler


def before_import():
    import old.extras


def after_import():
    import new.extras
