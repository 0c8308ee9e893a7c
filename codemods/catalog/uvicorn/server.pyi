"""The server."""

from asyncfix import drives_loop

class Server:
    @drives_loop
    def run(self, sockets=None): ...
    async def serve(self, sockets=None): ...
