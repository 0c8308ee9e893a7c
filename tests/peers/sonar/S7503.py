# A coroutine function that awaits nothing. No rule, see flake8_async/ASYNC124.py.
async def greets():  # ok: no rule
    print("hello")


async def hands_on(count):  # ok: no rule
    return count()
