# target: 3.11
# A task without a reference.
import asyncio

kept = set()


async def starts(pages):
    for page in pages:
        asyncio.create_task(page.load())  # AFX202
        asyncio.ensure_future(page.load())  # AFX202


async def starts_on_the_loop(page):
    loop = asyncio.get_running_loop()
    loop.create_task(page.load())  # AFX202


async def starts_and_forgets(page):
    _ = asyncio.create_task(page.load())  # AFX202
    task = asyncio.create_task(page.load())  # AFX202


async def keeps(pages):
    for page in pages:
        task = asyncio.create_task(page.load())  # ok: kept in a set
        kept.add(task)
        task.add_done_callback(kept.discard)


async def groups(pages):
    async with asyncio.TaskGroup() as group:
        for page in pages:
            group.create_task(page.load())  # ok: the group keeps its tasks
