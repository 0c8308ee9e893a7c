# path: tests/test_page.py
# A mark of pytest-asyncio on a fixture. No rule: it changes nothing.
import pytest


@pytest.mark.asyncio
@pytest.fixture
async def page():  # ok: no rule
    return "page"
