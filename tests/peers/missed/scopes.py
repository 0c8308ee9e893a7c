# target: 3.11
# Scopes that peers do not see.
import anyio
import trio


async def below_another_with(path, page):
    with trio.fail_after(3):
        with page.lock():
            yield await page.load()  # AFX601


async def absolute_in_anyio(page, when):
    with anyio.fail_at(when):  # AFX304
        page.show()
    with anyio.move_on_at(when):  # AFX304
        page.show()


async def absolute_with_checkpoint(page, when):
    with anyio.fail_at(when):  # ok: it awaits
        await page.load()
