# select: AFX103
import asyncio

import client
from client import Client, OnLoop, Plain


async def main(loop, arguments):
    Client("address", loop=loop, asynchronous=True)  # ok: it is told of the loop
    Client("address")  # ok: whom it serves is not said
    Client("address", asynchronous=False)  # AFX103
    Client("address", **arguments)  # ok: whom it serves is not said
    OnLoop("address", asyncio.get_running_loop())  # ok: it is given the loop
    OnLoop("address", loop=loop)  # ok: it is given the loop
    OnLoop("address", loop=None)  # AFX103
    OnLoop("address")  # AFX103
    Plain("address")  # AFX103
    client.connected(loop)  # ok: it tells of the loop
    client.connected_at_once()  # AFX103
