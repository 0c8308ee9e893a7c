# `__iter__` as a coroutine function.
class Pages:
    async def __iter__(self):  # AFX208
        return iter([])


class MorePages:
    def __iter__(self):  # ok: a plain method
        return iter([])
