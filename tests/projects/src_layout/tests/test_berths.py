from harbor.tides import table


async def test_table():
    assert table("north")  # ok: a test keeps nobody waiting
