from shop.warm import fetch_rates


async def test_rates():
    assert fetch_rates()  # AFX105
