# A file object for a descriptor.
import os

import trio


async def reads(descriptor):
    with os.fdopen(descriptor) as file:  # AFX102
        return file.read()


async def wrapped(descriptor):
    file = trio.wrap_file(os.fdopen(descriptor))  # ok: handed to the library, which the peer leaves alone as well
    return await file.read()
