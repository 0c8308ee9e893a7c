# select: AFX602
# Asynchronous generators altogether. No rule: where one is used wrongly, AFX601, AFX602 and AFX604 find it.
async def numbers(source):
    async for number in source:
        yield number  # ok: no rule
