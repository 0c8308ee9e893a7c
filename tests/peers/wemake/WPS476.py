# select: AFX901
# Await in a loop.
async def loads(pages):
    for page in pages:
        await page.load()  # AFX901


async def loads_by_name(pages, names):
    return [await page.load() for page in pages]  # AFX901


async def iterates(pages):
    for page in await pages.all():  # ok: once, before the loop
        page.show()


async def goes_on(pages):
    while pages.left():
        await pages.next()  # ok: each step needs the one before
