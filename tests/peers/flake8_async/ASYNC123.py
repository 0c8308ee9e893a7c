# target: 3.11
# Raising one of a group's exceptions. No rule: it is about groups of exceptions, in plain code as well, not about what is awaited.
async def first(job):
    try:
        await job()
    except* OSError as group:
        raise group.exceptions[0]  # ok: no rule
