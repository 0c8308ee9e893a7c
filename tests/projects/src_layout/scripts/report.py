from harbor.tides import table


async def report():
    return table("north")  # AFX103
