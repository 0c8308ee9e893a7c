import asyncio
import functools

from tenacity import retry


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def named(name):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(name)
            return function(*args, **kwargs)

        return wrapper

    return decorate


def registered(function):
    print("registered", function.__name__)
    return function


def in_thread(function):
    @functools.wraps(function)
    async def wrapper(*args):
        return await asyncio.to_thread(function, *args)

    return wrapper


def mysterious(function):
    return globals()["choose"](function)
