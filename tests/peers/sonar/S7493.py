# Files.
import bz2
import codecs
import gzip
import lzma
import os
import tempfile
from pathlib import Path

import aiofiles
import anyio
import trio


async def settings():
    with open("settings.json", "r") as file:  # AFX102
        return file.read()


async def by_path(path: Path):
    with path.open() as file:  # AFX102
        return file.read()


async def packed(name):
    with gzip.open(name) as file:  # AFX102
        file.read()
    with bz2.open(name) as file:  # AFX102
        file.read()
    with lzma.open(name) as file:  # AFX102
        file.read()
    with codecs.open(name) as file:  # AFX102
        file.read()


async def for_a_while():
    with tempfile.TemporaryFile() as file:  # AFX102
        file.write(b"text")
    with tempfile.NamedTemporaryFile() as file:  # AFX102
        file.write(b"text")


async def kept_in_memory():
    with tempfile.SpooledTemporaryFile() as file:  # ok: on disk only where it grows, though the peer finds it
        file.write(b"text")


async def by_descriptor(name):
    descriptor = os.open(name, os.O_RDONLY)  # AFX102
    with os.fdopen(descriptor) as file:  # AFX102
        return file.read()


async def settings_well():
    async with aiofiles.open("settings.json") as file:  # ok: does not block
        await file.read()
    async with await trio.open_file("settings.json") as file:  # ok: does not block
        await file.read()
    async with await anyio.open_file("settings.json") as file:  # ok: does not block
        return await file.read()
