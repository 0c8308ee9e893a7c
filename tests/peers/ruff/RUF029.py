# A coroutine function that awaits nothing. No rule, see flake8_async/ASYNC124.py.
async def counts(words):  # ok: no rule
    return len(words)
