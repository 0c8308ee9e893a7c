import contextlib
import time


class Door:
    def __enter__(self):
        time.sleep(1)
        return self

    def __exit__(self, *exc):
        return False


class Drawer:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        time.sleep(1)


@contextlib.contextmanager
def unlocked(code):
    time.sleep(0.2)
    yield code


class Gate:
    async def __aenter__(self):
        lift()  # AFX103
        return self

    async def __aexit__(self, *exc):
        return None


def lift():
    time.sleep(3)


@contextlib.asynccontextmanager
async def lifted():
    lift()  # AFX103
    yield
