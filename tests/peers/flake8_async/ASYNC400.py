# target: 3.11
# A group asked for what only one exception has. No rule: a type checker tells it.
async def numbers(job):
    try:
        await job()
    except* OSError as group:
        print(group.errno)  # ok: no rule
