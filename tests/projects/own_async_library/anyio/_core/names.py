import socket

from ..to_thread import run_sync


async def resolve(host, port):
    await run_sync(print, host)
    return socket.getaddrinfo(host, port)  # AFX102
