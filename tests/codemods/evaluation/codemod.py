"""Evaluate in another order, twice, later, or not at all."""
import old
import new

safety = "safe"


def before(first, second):
    old.swap(first, second)


def after(first, second):
    new.swapped(second, first)


def before_twice(value):
    old.square(value)


def after_twice(value):
    value * value


def before_later(value):
    old.now(value)


def after_later(value):
    new.later(lambda: value)


def before_dropped(value):
    old.ignore(value)


def after_dropped():
    new.ignore()
