"""An ASGI server."""

from uvicorn.main import run as run
from uvicorn.server import Server as Server
