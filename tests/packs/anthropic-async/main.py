"""Messages, answers as they are written, batches, lists and errors, asked of a server that answers as Anthropic's does."""
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import anthropic
from anthropic import Anthropic


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def do_GET(self):
        if self.path.startswith("/v1/models"):
            models = [{"id": name, "type": "model", "display_name": name.title()} for name in ("large", "small")]
            return self.answer({"data": models, "has_more": False, "first_id": "large", "last_id": "small"})
        if self.path.endswith("/results"):
            done = [{"custom_id": name, "result": {"type": "expired"}} for name in ("a", "b")]
            return self.send("application/x-jsonl", "\n".join(map(json.dumps, done)))
        url = f"http://{self.headers['Host']}/v1/messages/batches/b/results"
        self.answer({"id": "b", "type": "message_batch", "processing_status": "ended", "results_url": url})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == "none":
            return self.answer({"type": "error", "error": {"type": "not_found_error", "message": "no"}}, 404)
        if self.path.startswith("/v1/messages/count_tokens"):
            return self.answer({"input_tokens": 7})
        text = asked["messages"][-1]["content"].upper()
        message = {"id": "m", "type": "message", "role": "assistant", "model": "large", "stop_reason": "end_turn"}
        message |= {"stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}
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
        lines = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
        self.send("text/event-stream", "".join(lines))

    def answer(self, body, status=200):
        self.send("application/json", json.dumps(body), status)

    def send(self, kind, text, status=200):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def question(text):
    return [{"role": "user", "content": text}]


async def messages(url):
    client = Anthropic(api_key="key", base_url=url, max_retries=0)
    answer = client.messages.create(model="large", max_tokens=10, messages=question("hello there"))
    print(answer.content[0].text)
    if client.messages.count_tokens(model="large", messages=question("how long?")).input_tokens > 5:
        print("long")
    try:
        client.messages.create(model="none", max_tokens=10, messages=question("?"))
    except anthropic.NotFoundError as error:
        print(type(error).__name__, error.status_code)
    client.close()


async def written(url):
    with anthropic.Anthropic(api_key="key", base_url=url) as client:
        stream = client.messages.create(
            model="large",
            stream=True,
            max_tokens=10,
            messages=question("one two"),
        )
        for event in stream:
            print(event.type)
        for event in client.messages.create(model="large", max_tokens=10, stream=True, messages=question("three")):
            if event.type == "content_block_delta":
                print(event.delta.text)


async def managed(url):
    client = Anthropic(api_key="key", base_url=url)
    with client.messages.stream(model="large", max_tokens=10, messages=question("four five")) as stream:
        for text in stream.text_stream:
            print(text)
        print(stream.get_final_message().content[0].text)
    with client.messages.stream(model="large", max_tokens=10, messages=question("six seven")) as stream_of_events:
        print([event.type for event in stream_of_events])
        print(stream_of_events.get_final_text(), stream_of_events.current_message_snapshot.id)
    client.close()


async def others(url):
    client = Anthropic(api_key="key", base_url=url)
    print([model.id for model in client.models.list(limit=2)])
    for model in client.models.list():
        print(model.display_name)
    page = client.models.list()
    print(len(page.data), page.has_next_page())
    print(client.messages.batches.retrieve("b").processing_status)
    for result in client.messages.batches.results("b"):
        print(result.custom_id)
    client.close()


async def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    for part in (messages, written, managed, others):
        await part(url)
    server.shutdown()


asyncio.run(main())
