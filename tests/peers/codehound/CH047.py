# A context manager whose end is not run when its block fails.
from contextlib import asynccontextmanager


@asynccontextmanager
async def opened(page):
    await page.open()
    yield page  # AFX603
    await page.close()


@asynccontextmanager
async def opened_well(page):
    await page.open()
    try:
        yield page  # ok: closed in any case
    finally:
        await page.close()
