# target: 3.11
# Names that mean something else.
import time

from tornado.gen import TimeoutError
from tornado.util import TimeoutError as AnotherTimeoutError


class asyncio:
    class TimeoutError(Exception): ...

    @staticmethod
    def create_task(job):
        return job


async def other_names(job):
    asyncio.create_task(job)  # ok: a class of this file (found by flake8-async)
    try:
        await job
    except asyncio.TimeoutError:  # ok: a class of this file
        pass
    except (TimeoutError, AnotherTimeoutError):  # ok: tornado's
        pass


async def own_function(input, open):
    input("name?")  # ok: a parameter (found by flake8-async)
    open("file")  # ok: a parameter (found by flake8-async)


async def own_sleep(job):
    class time:
        sleep = job

    time.sleep(1)  # ok: a class of this function (found by flake8-async)
