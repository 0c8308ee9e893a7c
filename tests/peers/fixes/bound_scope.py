# The fix of flake8-async takes a scope away whose name is used afterwards, which raises `NameError`.
import trio


async def shows(page):
    with trio.move_on_after(3) as scope:  # AFX304
        page.show()
    if scope.cancelled_caught:
        page.clear()


async def shows_only(page):
    with trio.move_on_after(3):  # AFX304
        page.show()
    await page.load()  # ok: awaited
