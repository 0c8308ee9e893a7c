# select: AFX105
from unittest.mock import Mock, patch

import server
from server import Client, Server


async def test_run(monkeypatch):
    running = Server()
    monkeypatch.setattr(running, "port_used", lambda port: False)
    running.run()  # ok: the function that blocks is replaced


@patch("server.rest")
async def test_wait(rest):
    server.wait()  # ok: the function that blocks is replaced


async def test_client():
    client = Client()
    client.fetch = Mock()
    client.ask()  # ok: the function that blocks is replaced
    client.tell()  # AFX105


async def test_the_other_one():
    Server().run()  # AFX105
