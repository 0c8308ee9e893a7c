# target: 3.11
# Other names of `TimeoutError`.
import asyncio
import socket


async def waits(job):
    try:
        await job()
    except asyncio.TimeoutError:  # AFX703
        raise
    try:
        await job()
    except (OSError, asyncio.TimeoutError):  # AFX703
        raise
    try:
        await job()
    except socket.timeout:  # AFX703
        raise
    raise asyncio.TimeoutError  # AFX703


async def waits_well(job):
    try:
        await job()
    except TimeoutError:  # ok: the one name
        raise
