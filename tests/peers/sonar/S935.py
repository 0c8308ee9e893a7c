# Special methods that are coroutine functions, and must not be.
class Box:
    async def __bool__(self):  # AFX208
        return True

    async def __repr__(self):  # AFX208
        return "Box"

    async def __hash__(self):  # AFX208
        return 1


class AnotherBox:
    def __bool__(self):  # ok: a plain method
        return True

    async def __aenter__(self):  # ok: has to be one
        return self

    async def __aexit__(self, *error):  # ok: has to be one
        return None
