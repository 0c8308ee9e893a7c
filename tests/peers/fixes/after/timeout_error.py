# target: 3.11
# The fix of pyupgrade and ruff takes one name for another where the module has a `TimeoutError` of its own.

from redis.exceptions import TimeoutError as RedisTimeoutError


async def waits(job):
    try:
        await job()
    except (TimeoutError, RedisTimeoutError):  # AFX703
        return None


async def waits_well(job):
    try:
        await job()
    except TimeoutError:  # ok: the one name
        return None
