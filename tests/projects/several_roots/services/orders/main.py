# roots: services libraries
from pricing import quote

from orders import storage


async def place(order):
    return quote(order), storage.save(order)  # AFX103 AFX103
