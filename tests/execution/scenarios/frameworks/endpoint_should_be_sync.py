# defect: blocked
# cancel: no, as starlette waits for the thread
# clock: real
import asyncio
import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.get("/rates")
async def rates(currency: str):
    subprocess.run(["true"], check=True)
    return {"currency": currency}


async def main():
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/rates",
        "raw_path": b"/rates", "query_string": b"currency=chf", "headers": [], "server": ("test", 80), "client": ("test", 1),
    }
    await app(scope, receive, send)
    print(sent[0]["status"], sent[1]["body"])
