"""Fetch by the new library, and catch what it raises."""
import old
import new
from asyncfix import Bound, Caught

safety = "unsafe"


async def before(url):
    answer = old.fetch(url)


async def after(url):
    answer = await new.fetch(url)


async def before_read(answer: Bound):
    answer.read()


async def after_read(answer: Bound):
    await answer.read()


def before_timeout(error: Caught):
    old.Timeout


def after_timeout(error: Caught):
    new.TimedOut


def before_error(error: Caught):
    old.Error


def after_error(error: Caught):
    (new.Error, new.BadAddress)


def before_os_error(error: Caught):
    OSError


def after_os_error(error: Caught):
    (OSError, new.Error)
