# A coroutine function that awaits nothing. No rule: 17 of 18 that were read have to be what they are for their callers' sake.
async def greet(name):  # ok: no rule
    return f"hello {name}"
