from harbor.tides import table


async def test_table():
    assert table("north")  # AFX103
