from audit import flush, record, send


async def create(order):
    record("created")  # ok: one finding stands for all six calls


async def cancel(order):
    record("cancelled")  # ok: as above


async def pay(order):
    record("paid")  # ok: as above


async def ship(order):
    send("shipped")  # ok: as above


async def close(order):
    record("closed")  # ok: as above
    flush()  # AFX103
