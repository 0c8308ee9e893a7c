from garden import *
from garden import pumps


async def water():
    prime()  # AFX103
    open_valve()  # AFX103
    pumps.drain()  # AFX103


async def undefined():
    drain()  # ok: `__all__` of `pumps` leaves it out, so this name is bound by nothing
    _flush()  # ok: a star does not take names with an underscore
