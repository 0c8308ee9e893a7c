from audit import record


async def accept(order):
    record("returned")  # ok: as in orders.py
