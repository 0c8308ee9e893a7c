# Imports from the libraries, or of them under another name: a matter of taste. Names are followed here, whatever they are called.
import anyio as aio
import trio as t
from asyncio import sleep  # ok: a matter of taste
from trio import open_nursery as nursery_of_trio  # ok: a matter of taste


async def names_are_followed(job):
    aio.sleep(1)  # AFX201
    t.sleep(1)  # AFX201
    sleep(1)  # AFX201
    async with nursery_of_trio() as nursery:
        nursery.start(job)  # AFX201
