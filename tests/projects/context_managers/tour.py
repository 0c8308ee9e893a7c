import contextlib

from locks import Door, Drawer, Gate, lifted, unlocked


async def enter():
    with Door():  # AFX103
        pass
    with Drawer() as drawer:  # AFX103
        print(drawer)
    with unlocked(1234) as code:  # AFX103
        print(code)


async def made_but_not_entered():
    return unlocked(1234)  # ok: nothing runs before it is entered


async def asynchronously():
    async with Gate(), lifted():  # ok: the finding is in the coroutines
        pass


async def on_a_stack():
    with contextlib.ExitStack() as stack:
        stack.enter_context(Door())  # AFX103
