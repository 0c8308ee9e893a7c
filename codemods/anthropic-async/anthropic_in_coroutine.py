"""An Anthropic client in a coroutine, replaced by its asynchronous twin.

## What it does
Finds an `Anthropic`, `AnthropicBedrock` or `AnthropicVertex` client that coroutines ask: one that a
coroutine makes, or one of the module.

## Why is this bad?
Every request stops the event loop until the model has answered, which takes seconds, and a streamed answer stops it between
all of its parts. `AsyncAnthropic` and its kin have the same methods, to be awaited.

## Example
```python
import anthropic


async def answer(question):
    client = anthropic.Anthropic()
    with client.messages.stream(
        model="claude-opus-4-5",
        max_tokens=1000,
        messages=[{"role": "user", "content": question}],
    ) as stream:
        for text in stream.text_stream:
            print(text)
        return stream.get_final_message()
```

## Use instead
```python
import anthropic


async def answer(question):
    client = anthropic.AsyncAnthropic()
    async with client.messages.stream(
        model="claude-opus-4-5",
        max_tokens=1000,
        messages=[{"role": "user", "content": question}],
    ) as stream:
        async for text in stream.text_stream:
            print(text)
        return await stream.get_final_message()
```

## Fix safety
The fix is unsafe. Other tasks run while the model answers, and between the parts of a streamed answer. Answers, errors,
retries and timeouts are the same. A function given as `credentials` may stay as it is, and then stops the loop itself.
`isinstance(client, Anthropic)` is no longer true. A client that is never closed is closed by a task
that its finalizer starts, if a loop still runs then.

The fix is withheld where the client, a stream or a page of a list is handed on, returned, kept in an attribute, or used in a
way that this codemod does not know; where `stream=` is neither `True` nor `False`, or may come from `**options`; and where the
client is given an `http_client` or `middleware`, which would have to be asynchronous ones. A client of a module is
rewritten where only coroutines of this file ask it; it then belongs to the loop that it is first used on, so that a second
`asyncio.run` needs another one. Clients that a class keeps are not touched.
"""

from typing import Literal

from anthropic import (
    Anthropic,
    AnthropicBedrock,
    AnthropicVertex,
    AsyncAnthropic,
    AsyncAnthropicBedrock,
    AsyncAnthropicVertex,
)
from asyncfix import Body, Bound

code = "AFX941"
safety = "unsafe"
reason = "other tasks run while the model answers"
message = "`anthropic` stops the event loop until the model has answered"
title = "Use the asynchronous client"
off_by_default = True
dependencies = ["anthropic>=0.50"]


async def before(http_client: None = None, middleware: None = None, **options):
    client = Anthropic(http_client=http_client, middleware=middleware, **options)


async def after(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropic(http_client=http_client, middleware=middleware, **options)


async def before_with(body: Body, http_client: None = None, middleware: None = None, **options):
    with Anthropic(http_client=http_client, middleware=middleware, **options) as client:
        body


async def after_with(body: Body, http_client: None = None, middleware: None = None, **options):
    async with AsyncAnthropic(http_client=http_client, middleware=middleware, **options) as client:
        body


async def before_bedrock(http_client: None = None, middleware: None = None, **options):
    client = AnthropicBedrock(http_client=http_client, middleware=middleware, **options)


async def after_bedrock(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropicBedrock(http_client=http_client, middleware=middleware, **options)


async def before_vertex(http_client: None = None, middleware: None = None, **options):
    client = AnthropicVertex(http_client=http_client, middleware=middleware, **options)


async def after_vertex(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropicVertex(http_client=http_client, middleware=middleware, **options)


async def before_other(**options):
    client = Anthropic(**options)


async def before_other_with(body: Body, **options):
    with Anthropic(**options) as client:
        body


async def before_other_bedrock(**options):
    client = AnthropicBedrock(**options)


async def before_other_vertex(**options):
    client = AnthropicVertex(**options)


# A client of a module, which its coroutines ask. In a function that is none, nobody waits for it.


def before_shared(http_client: None = None, middleware: None = None, **options):
    client = Anthropic(http_client=http_client, middleware=middleware, **options)


def after_shared(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropic(http_client=http_client, middleware=middleware, **options)


def before_shared_bedrock(http_client: None = None, middleware: None = None, **options):
    client = AnthropicBedrock(http_client=http_client, middleware=middleware, **options)


def after_shared_bedrock(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropicBedrock(http_client=http_client, middleware=middleware, **options)


def before_shared_vertex(http_client: None = None, middleware: None = None, **options):
    client = AnthropicVertex(http_client=http_client, middleware=middleware, **options)


def after_shared_vertex(http_client: None = None, middleware: None = None, **options):
    client = AsyncAnthropicVertex(http_client=http_client, middleware=middleware, **options)


async def before_close(client: Bound):
    client.close()


async def after_close(client: Bound):
    await client.close()


async def before_setting(client: Bound, setting: Literal["api_key", "base_url", "max_retries", "timeout"]):
    client.setting


async def before_message(client: Bound, streamed: Literal[False] | None = None, **options):
    client.messages.create(stream=streamed, **options)


async def after_message(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.messages.create(stream=streamed, **options)


async def before_beta_message(client: Bound, streamed: Literal[False] | None = None, **options):
    client.beta.messages.create(stream=streamed, **options)


async def after_beta_message(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.beta.messages.create(stream=streamed, **options)


async def before_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.messages.create(stream=streamed, **options)


async def after_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.messages.create(stream=streamed, **options)


async def before_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    with client.messages.create(stream=streamed, **options) as stream:
        body


async def after_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    async with await client.messages.create(stream=streamed, **options) as stream:
        body


async def before_beta_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.beta.messages.create(stream=streamed, **options)


async def after_beta_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.beta.messages.create(stream=streamed, **options)


async def before_manager(client: Bound, body: Body, **options):
    with client.messages.stream(**options) as stream:
        body


async def after_manager(client: Bound, body: Body, **options):
    async with client.messages.stream(**options) as stream:
        body


async def before_beta_manager(client: Bound, body: Body, **options):
    with client.beta.messages.stream(**options) as stream:
        body


async def after_beta_manager(client: Bound, body: Body, **options):
    async with client.beta.messages.stream(**options) as stream:
        body


async def before_events(stream: Bound, event, body: Body):
    for event in stream:
        body


async def after_events(stream: Bound, event, body: Body):
    async for event in stream:
        body


async def before_event_list(stream: Bound, value, event):
    [value for event in stream]


async def after_event_list(stream: Bound, value, event):
    [value async for event in stream]


async def before_texts(stream: Bound, text, body: Body):
    for text in stream.text_stream:
        body


async def after_texts(stream: Bound, text, body: Body):
    async for text in stream.text_stream:
        body


async def before_text_list(stream: Bound, value, text):
    [value for text in stream.text_stream]


async def after_text_list(stream: Bound, value, text):
    [value async for text in stream.text_stream]


async def before_end(stream: Bound, method: Literal["close", "get_final_message", "get_final_text", "until_done"]):
    stream.method()


async def after_end(stream: Bound, method: Literal["close", "get_final_message", "get_final_text", "until_done"]):
    await stream.method()


async def before_state(stream: Bound, attribute: Literal["current_message_snapshot", "request_id", "response"]):
    stream.attribute


async def before_question(client: Bound, method: Literal["count_tokens", "parse"], **options):
    client.messages.method(**options)


async def after_question(client: Bound, method: Literal["count_tokens", "parse"], **options):
    await client.messages.method(**options)


async def before_beta_question(client: Bound, method: Literal["count_tokens", "parse"], **options):
    client.beta.messages.method(**options)


async def after_beta_question(client: Bound, method: Literal["count_tokens", "parse"], **options):
    await client.beta.messages.method(**options)


async def before_model(client: Bound, *args, **options):
    client.models.retrieve(*args, **options)


async def after_model(client: Bound, *args, **options):
    await client.models.retrieve(*args, **options)


async def before_batch(client: Bound, method: Literal["cancel", "create", "delete", "retrieve"], *args, **options):
    client.messages.batches.method(*args, **options)


async def after_batch(client: Bound, method: Literal["cancel", "create", "delete", "retrieve"], *args, **options):
    await client.messages.batches.method(*args, **options)


async def before_results(client: Bound, result, body: Body, *args, **options):
    for result in client.messages.batches.results(*args, **options):
        body


async def after_results(client: Bound, result, body: Body, *args, **options):
    async for result in await client.messages.batches.results(*args, **options):
        body


async def before_batches(client: Bound, batch, body: Body, **options):
    for batch in client.messages.batches.list(**options):
        body


async def after_batches(client: Bound, batch, body: Body, **options):
    async for batch in client.messages.batches.list(**options):
        body


async def before_models(client: Bound, model, body: Body, **options):
    for model in client.models.list(**options):
        body


async def after_models(client: Bound, model, body: Body, **options):
    async for model in client.models.list(**options):
        body


async def before_model_list(client: Bound, value, model, **options):
    [value for model in client.models.list(**options)]


async def after_model_list(client: Bound, value, model, **options):
    [value async for model in client.models.list(**options)]


async def before_page(client: Bound, **options):
    page = client.models.list(**options)


async def after_page(client: Bound, **options):
    page = await client.models.list(**options)


async def before_page_each(page: Bound, each, body: Body):
    for each in page:
        body


async def after_page_each(page: Bound, each, body: Body):
    async for each in page:
        body


async def before_page_values(page: Bound, value, each):
    [value for each in page]


async def after_page_values(page: Bound, value, each):
    [value async for each in page]


async def before_page_data(page: Bound, attribute: Literal["data", "has_next_page"]):
    page.attribute
