import asyncio
import time

from feed.store import resolve


@asyncio.coroutine  # AFX705
def read(host):
    time.sleep(1)  # AFX101
    yield from asyncio.sleep(1)
    return resolve(host)  # AFX103


@asyncio.coroutine  # AFX705
def connect(path):
    import sqlite3

    connection = sqlite3.connect(path)  # AFX102
    yield from asyncio.sleep(1)
    return connection


def plain(path):
    resolve(path)  # ok: no coroutine
    yield 1
