# Arguments `loop=`, which are gone.
import asyncio


async def waits(loop, job, other):
    await asyncio.sleep(1, loop=loop)  # AFX702
    await asyncio.gather(job(), other(), loop=loop)  # AFX702
    await asyncio.shield(job(), loop=loop)  # AFX702
    await asyncio.wait_for(job(), 1, loop=loop)  # AFX702
    await asyncio.wait({job, other}, loop=loop)  # AFX702
    await asyncio.create_subprocess_exec("true", loop=loop)  # AFX702
    await asyncio.create_subprocess_shell("true", loop=loop)  # AFX702
    for each in asyncio.as_completed({job, other}, loop=loop):  # AFX702
        await each


async def waits_well(job):
    await asyncio.sleep(1)  # ok: no such argument
    await asyncio.wait_for(job(), 1)  # ok: no such argument
