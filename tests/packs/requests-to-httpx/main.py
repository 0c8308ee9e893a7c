"""A client of a small server in this process: JSON, forms of authorisation, redirects, errors, timeouts, sessions, streams."""
import asyncio
import base64
import json
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import requests
from requests.exceptions import ConnectionError as Unreachable


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that hangs up is no error."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        path = self.path
        if path == "/old":
            return self.send(302, b"moved", Location="/echo")
        if path == "/turning":
            return self.send(302, b"", Location="/turning")
        if path == "/slow":
            time.sleep(1)
        if path.startswith("/status/"):
            return self.send(int(path.rpartition("/")[2]), b"told")
        if path == "/broken":
            return self.send(200, b"{", **{"Content-Type": "application/json"})
        if path == "/silent":
            self.close_connection = True
            return None
        if path == "/cookie":
            return self.send(200, b"", **{"Set-Cookie": "visit=1"})
        if path == "/large":
            return self.send(200, bytes(range(256)) * 1000)
        length = int(self.headers.get("Content-Length", 0))
        told = {
            "method": self.command,
            "body": self.rfile.read(length).decode(),
            "type": self.headers.get("Content-Type"),
            "who": self.headers.get("Authorization"),
            "mark": self.headers.get("X-Mark"),
            "cookie": self.headers.get("Cookie"),
        }
        return self.send(200, json.dumps(told).encode(), **{"Content-Type": "application/json"})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def send(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


async def methods(base):
    response = requests.get(f"{base}/echo", headers={"X-Mark": "a"})
    response.raise_for_status()
    print(response.status_code, response.ok, response.reason, response.url.removeprefix(base))
    print(response.headers["content-type"], response.headers.get("X-Nothing"), "Content-Length" in response.headers)
    print(response.json())
    print(requests.delete(base + "/echo", auth=("Ada", "secret")).json()["who"] == basic("Ada:secret"))
    print(requests.options(base + "/echo", timeout=5).json()["method"])
    print(requests.request("PATCH", base + "/echo", headers={"X-Mark": "b"}).json()["mark"])
    posted = requests.post(base + "/echo", json={"a": [1, None, True]}, timeout=(3, 5)).json()
    print(json.loads(posted["body"]), posted["type"])
    written = requests.put(base + "/echo", data=json.dumps({"a": 1}), headers={"Content-Type": "text/json"})
    print(written.text == json.dumps(written.json()), written.json()["body"], written.json()["type"])
    requests.post(base + "/echo")
    print(len(requests.get(base + "/large", verify=False).content))


def basic(pair):
    return "Basic " + base64.b64encode(pair.encode()).decode()


async def redirects(base):
    followed = requests.get(base + "/old")
    print(followed.status_code, followed.url.removeprefix(base))
    here = requests.get(base + "/old", allow_redirects=False)
    print(here.status_code, here.is_redirect, here.headers["Location"], here.text, here.ok)
    head = requests.head(base + "/old", timeout=3)
    print(head.status_code, head.is_redirect, head.content)
    try:
        requests.get(base + "/turning")
    except requests.TooManyRedirects:
        print("too many redirects")


async def errors(base, closed):
    for status in (204, 404, 503):
        told = requests.get(f"{base}/status/{status}")
        try:
            told.raise_for_status()
            print(status, told.ok)
        except requests.HTTPError:
            print(status, told.ok, not told.ok)
    try:
        requests.get(base + "/slow", timeout=0.2)
    except (requests.ConnectionError, requests.TooManyRedirects):
        print("no connection")
    except requests.exceptions.Timeout:
        print("too slow")
    for url in (closed, base + "/silent"):
        try:
            response = requests.get(url)
            print(response.text)
        except requests.Timeout:
            print("too slow")
        except (Unreachable, KeyError):
            print("no connection")
    try:
        broken = requests.get(base + "/broken")
        print(broken.json())
    except requests.RequestException:
        print("broken")
    try:
        print(requests.get(closed).text)
    except OSError:
        print("not there")


async def sessions(base):
    with requests.Session() as session:
        session.headers.update({"X-Mark": "of the session"})
        session.auth = ("Alan", "secret")
        session.get(base + "/cookie")
        told = session.get(base + "/old").json()
        print(told["mark"], told["cookie"], told["who"] == basic("Alan:secret"))
        if not session.head(base + "/old").ok:
            print("never")
        answer = session.post(base + "/echo", json="text", headers={"X-Mark": "own"}, timeout=5)
        print(answer.json()["body"], answer.json()["mark"], answer.status_code)
        print(session.request("PUT", base + "/echo").json()["method"])
        print(session.get(base + "/old", allow_redirects=False).status_code)
    kept = requests.session()
    try:
        print(kept.delete(base + "/echo").json()["method"])
    finally:
        kept.close()


async def streams(base):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large")
        with requests.get(base + "/large", stream=True, timeout=5) as large:
            large.raise_for_status()
            with open(path, "wb") as file:
                for chunk in large.iter_content(chunk_size=1000):
                    file.write(chunk)
        print(path.read_bytes() == bytes(range(256)) * 1000)
    with requests.get(base + "/echo", stream=True) as small:
        print(small.status_code, len(small.content) > 10)


async def clients(base):
    with httpx.Client(base_url=base, headers={"X-Mark": "client"}, follow_redirects=True) as client:
        client.headers["X-Mark"] = "changed"
        print(client.get("/old", params={"a": 1}).json()["mark"])
        posted = client.post("/echo", json={"a": "ä"}, auth=("Ada", "secret"))
        print(posted.json()["body"], posted.status_code, posted.is_success)
        with client.stream("GET", "/large") as stream:
            print(stream.status_code, sum(1 for _ in stream.headers))
            size = 0
            for piece in stream.iter_bytes(1000):
                size += len(piece)
        print(size)
    kept = httpx.Client(timeout=5)
    try:
        print(kept.request("PUT", base + "/echo", data={"a": "b c"}).json()["body"])
    finally:
        kept.close()
    print(httpx.get(base + "/old", timeout=5).status_code, httpx.post(base + "/echo").json()["method"])
    try:
        httpx.get(base + "/slow", timeout=0.2)
    except httpx.ReadTimeout:
        print("too slow")
    with httpx.stream("GET", base + "/echo") as small:
        small.read()
        print(small.json()["method"])


async def main():
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    unused = Server(("127.0.0.1", 0), Handler)
    closed = f"http://127.0.0.1:{unused.server_port}/"
    unused.server_close()
    await methods(base)
    await redirects(base)
    await errors(base, closed)
    await sessions(base)
    await streams(base)
    await clients(base)
    server.shutdown()


asyncio.run(main())
