"""HTTP for asyncio."""

from aiohttp.client import ClientSession as ClientSession, request as request
from aiohttp.client_reqrep import ClientResponse as ClientResponse
from aiohttp.connector import TCPConnector as TCPConnector, UnixConnector as UnixConnector
