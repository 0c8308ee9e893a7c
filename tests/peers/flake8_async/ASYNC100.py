# target: 3.11
# Cancel scope without a checkpoint: a timeout around code that never awaits.
import asyncio

import anyio
import trio


async def in_trio(report, now):
    with trio.fail_after(3):  # AFX304
        report.render()
    with trio.fail_at(now + 3):  # AFX304
        report.render()
    with trio.move_on_after(3):  # AFX304
        report.render()
    with trio.move_on_at(now + 3):  # AFX304
        report.render()
    with trio.CancelScope(deadline=now + 3):  # AFX304
        report.render()


async def in_anyio(report):
    with anyio.fail_after(3):  # AFX304
        report.render()
    with anyio.move_on_after(3):  # AFX304
        report.render()
    with anyio.CancelScope():  # AFX304
        report.render()


async def in_asyncio(report):
    async with asyncio.timeout(3):  # AFX304
        report.render()
    async with asyncio.timeout_at(asyncio.get_running_loop().time() + 3):  # AFX304
        report.render()


async def several_items(report, first, second):
    with trio.move_on_after(first), trio.fail_after(second):  # AFX304
        report.render()


async def a_function_inside_does_not_count(report):
    with trio.move_on_after(3):  # AFX304
        async def upload():
            await report.send()

        report.on_end(upload)


async def with_checkpoints(report, pages):
    with trio.fail_after(3):  # ok: it awaits
        await report.send()
    with anyio.move_on_after(3):  # ok: an asynchronous loop awaits
        async for page in pages:
            report.add(page)
    async with asyncio.timeout(3):  # ok: entering an asynchronous block awaits
        async with report:
            report.render()
    with trio.move_on_after(3):  # ok: an asynchronous comprehension awaits
        report.all = [page async for page in pages]
    with trio.move_on_after(3):  # ok: it ends by an error of its own
        raise LookupError(report)


async def with_tasks(report):
    with trio.move_on_after(3):  # ok: the nursery waits for its tasks
        async with trio.open_nursery() as nursery:
            nursery.start_soon(report.send)
    with trio.move_on_after(3):  # ok: not told apart from a nursery with tasks, which others may start
        async with trio.open_nursery() as nursery:
            report.nursery = nursery


async def generator(report):
    with trio.move_on_after(3):  # ok: the caller may await here
        yield report.render()  # AFX601
