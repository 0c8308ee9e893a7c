# after: event_loop False
# safety: unsafe
import asyncio

import pytest


@pytest.fixture
def event_loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.mark.asyncio
async def test_nothing():
    await asyncio.sleep(0)


def main():
    import contextlib
    import io

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        options = ["--fixtures", "-p", "no:cacheprovider", "-o", "asyncio_default_fixture_loop_scope=function", "program.py"]
        ended = pytest.main(options)
    assert ended == 0
    print("event_loop", "event_loop -- program.py" in told.getvalue())
