"""A chat, answers as they are written, embeddings, lists and errors, asked of a server that answers as OpenAI's does."""
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openai
from openai import AzureOpenAI, OpenAI


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def do_GET(self):
        names = ["large", "small"]
        models = [{"id": name, "object": "model", "created": 1, "owned_by": "us"} for name in names]
        self.answer({"object": "list", "data": models})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if asked["model"] == "none":
            return self.answer({"error": {"message": "no such model", "code": "model_not_found"}}, 404)
        if self.path.split("?")[0].endswith("/embeddings"):
            data = [{"object": "embedding", "index": 0, "embedding": [0.5, float(len(asked["input"]))]}]
            usage = {"prompt_tokens": 1, "total_tokens": 1}
            return self.answer({"object": "list", "model": "small", "data": data, "usage": usage})
        if self.path.endswith("/responses"):
            return self.respond(asked)
        text = asked["messages"][-1]["content"].upper()
        if not asked.get("stream"):
            return self.answer(completion({"message": {"role": "assistant", "content": text}}))
        self.stream([completion({"delta": {"content": word}}) for word in text.split()], "[DONE]")

    def respond(self, asked):
        part = {"type": "output_text", "text": asked["input"].upper(), "annotations": []}
        output = [{"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": [part]}]
        response = {"id": "r", "object": "response", "created_at": 1, "model": "large", "output": output}
        if not asked.get("stream"):
            return self.answer(response)
        common = {"item_id": "m", "output_index": 0, "content_index": 0, "sequence_number": 1, "logprobs": []}
        words = asked["input"].upper().split()
        deltas = [{"type": "response.output_text.delta", "delta": word, **common} for word in words]
        created = {"type": "response.created", "sequence_number": 0, "response": {**response, "output": []}}
        added = {"type": "response.output_item.added", "sequence_number": 0, "output_index": 0}
        added["item"] = {**output[0], "content": []}
        opened = {"type": "response.content_part.added", **common, "part": {**part, "text": ""}}
        self.stream([created, added, opened, *deltas, {"type": "response.completed", "sequence_number": 2, "response": response}])

    def answer(self, body, status=200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self, events, *last):
        lines = [f"data: {json.dumps(event)}\n\n" for event in events] + [f"data: {text}\n\n" for text in last]
        data = "".join(lines).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def completion(choice):
    kind = "chat.completion.chunk" if "delta" in choice else "chat.completion"
    choices = [{"index": 0, "finish_reason": "stop", **choice}]
    return {"id": "c", "object": kind, "created": 1, "model": "large", "choices": choices}


def question(text):
    return [{"role": "user", "content": text}]


async def chat(url):
    client = OpenAI(api_key="key", base_url=url, max_retries=0)
    answer = client.chat.completions.create(model="large", messages=question("hello there"))
    print(answer.choices[0].message.content)
    if client.chat.completions.create(model="large", messages=question("yes")).choices[0].message.content == "YES":
        print("agreed")
    raw = client.chat.completions.with_raw_response.create(model="large", messages=question("raw"))
    print(raw.status_code, raw.parse().choices[0].message.content)
    client.close()


async def written(url):
    with openai.OpenAI(api_key="key", base_url=url) as client:
        stream = client.chat.completions.create(
            model="large",
            stream=True,
            messages=question("one two three"),
        )
        for chunk in stream:
            print(chunk.choices[0].delta.content)
        for chunk in client.chat.completions.create(model="large", stream=True, messages=question("four five")):
            print(chunk.choices[0].delta.content)
        with client.chat.completions.create(model="large", stream=True, messages=question("six")) as parts:
            print([chunk.choices[0].delta.content for chunk in parts])
        stopped = client.chat.completions.create(model="large", stream=True, messages=question("seven eight"))
        for chunk in stopped:
            print(chunk.choices[0].delta.content)
            break
        stopped.close()


async def managed(url):
    client = OpenAI(api_key="key", base_url=url)
    with client.chat.completions.stream(model="large", messages=question("nine ten")) as stream:
        for event in stream:
            print(event.type)
        print(stream.get_final_completion().choices[0].message.content)
    client.close()


async def responses(url):
    client = OpenAI(api_key="key", base_url=url)
    print(client.responses.create(model="large", input="all of it").output_text)
    for event in client.responses.create(model="large", input="bit by bit", stream=True):
        print(event.type)
    with client.responses.stream(model="large", input="to the end") as stream:
        for event in stream:
            if event.type == "response.output_text.delta":
                print(event.delta)
    client.close()


async def others(url):
    client = AzureOpenAI(api_key="key", api_version="1", base_url=url)
    print(client.embeddings.create(model="small", input="abc").data[0].embedding)
    client.close()
    client_of_lists = OpenAI(api_key="key", base_url=url)
    print([model.id for model in client_of_lists.models.list()])
    page = client_of_lists.models.list()
    print(len(page.data), page.has_next_page())
    for model in page:
        print(model.id)
    print(client_of_lists.models.list().data[0].id)
    try:
        client_of_lists.chat.completions.create(model="none", messages=question("?"))
    except openai.NotFoundError as error:
        print(type(error).__name__, error.status_code, error.code)
    client_of_lists.close()


async def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    for part in (chat, written, managed, responses, others):
        await part(url)
    server.shutdown()


asyncio.run(main())
