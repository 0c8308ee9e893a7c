# Methods of objects whose class peers do not see.
import subprocess
from pathlib import Path

import httpx
import requests


class Shop:
    def __init__(self):
        self.client = httpx.Client()
        self.session = requests.Session()

    async def order(self):
        self.client.get("/")  # AFX102
        self.session.get("/")  # AFX102


async def of_expressions(root: "Path", command):
    (root / "name").read_text()  # AFX102
    root.parent.joinpath("name").read_text()  # AFX102
    requests.Session().get("/")  # AFX102
    subprocess.Popen(command).wait()  # AFX102


async def of_optional(path: "Path | None"):
    if path:
        path.write_text("text")  # AFX102
    return Path.cwd()  # ok: quick
