"""An OpenAI client in a coroutine, replaced by its asynchronous twin.

## What it does
Finds an `OpenAI` or `AzureOpenAI` client that coroutines ask: one that a coroutine makes, or one of the module.

## Why is this bad?
Every request stops the event loop until the model has answered, which takes seconds, and a streamed answer stops it between
all of its parts. `AsyncOpenAI` and `AsyncAzureOpenAI` have the same methods, to be awaited.

## Example
```python
from openai import OpenAI


async def answer(question):
    client = OpenAI()
    stream = client.chat.completions.create(
        model="gpt-5",
        messages=[{"role": "user", "content": question}],
        stream=True,
    )
    for chunk in stream:
        print(chunk.choices[0].delta.content)
```

## Use instead
```python
from openai import AsyncOpenAI


async def answer(question):
    client = AsyncOpenAI()
    stream = await client.chat.completions.create(
        model="gpt-5",
        messages=[{"role": "user", "content": question}],
        stream=True,
    )
    async for chunk in stream:
        print(chunk.choices[0].delta.content)
```

## Fix safety
The fix is unsafe. Other tasks run while the model answers, and between the parts of a streamed answer. Answers, errors,
retries and timeouts are the same. A function given as `api_key` must be a coroutine function afterwards; one given as
`azure_ad_token_provider` may stay as it is, and then stops the loop itself. `isinstance(client, OpenAI)` is no longer true.
A client that is never closed is closed by a task that its finalizer starts, if a loop still runs then.

The fix is withheld where the client, a stream or a page of a list is handed on, returned, kept in an attribute, or used in a
way that this codemod does not know; where `stream=` is neither `True` nor `False`, or may come from `**options`; and where the
client is given an `http_client`, which would have to be an asynchronous one. Clients of modules and classes, which other
functions share, are not touched.
"""

from typing import Literal

from asyncfix import Body, Bound
from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI

code = "AFX940"
safety = "unsafe"
reason = "other tasks run while the model answers"
message = "`openai` stops the event loop until the model has answered"
title = "Use the asynchronous client"
off_by_default = True
dependencies = ["openai>=1.40"]


async def before(http_client: None = None, **options):
    client = OpenAI(http_client=http_client, **options)


async def after(http_client: None = None, **options):
    client = AsyncOpenAI(http_client=http_client, **options)


async def before_with(body: Body, http_client: None = None, **options):
    with OpenAI(http_client=http_client, **options) as client:
        body


async def after_with(body: Body, http_client: None = None, **options):
    async with AsyncOpenAI(http_client=http_client, **options) as client:
        body


async def before_azure(http_client: None = None, **options):
    client = AzureOpenAI(http_client=http_client, **options)


async def after_azure(http_client: None = None, **options):
    client = AsyncAzureOpenAI(http_client=http_client, **options)


async def before_azure_with(body: Body, http_client: None = None, **options):
    with AzureOpenAI(http_client=http_client, **options) as client:
        body


async def after_azure_with(body: Body, http_client: None = None, **options):
    async with AsyncAzureOpenAI(http_client=http_client, **options) as client:
        body


async def before_other(**options):
    client = OpenAI(**options)


async def before_other_with(body: Body, **options):
    with OpenAI(**options) as client:
        body


async def before_azure_other(**options):
    client = AzureOpenAI(**options)


async def before_azure_other_with(body: Body, **options):
    with AzureOpenAI(**options) as client:
        body


# A client of a module, which its coroutines ask. In a function that is none, nobody waits for it.


def before_shared(http_client: None = None, **options):
    client = OpenAI(http_client=http_client, **options)


def after_shared(http_client: None = None, **options):
    client = AsyncOpenAI(http_client=http_client, **options)


def before_shared_azure(http_client: None = None, **options):
    client = AzureOpenAI(http_client=http_client, **options)


def after_shared_azure(http_client: None = None, **options):
    client = AsyncAzureOpenAI(http_client=http_client, **options)


async def before_close(client: Bound):
    client.close()


async def after_close(client: Bound):
    await client.close()


async def before_setting(client: Bound, setting: Literal["api_key", "base_url", "max_retries", "timeout"]):
    client.setting


async def before_chat(client: Bound, streamed: Literal[False] | None = None, **options):
    client.chat.completions.create(stream=streamed, **options)


async def after_chat(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.chat.completions.create(stream=streamed, **options)


async def before_raw_chat(client: Bound, streamed: Literal[False] | None = None, **options):
    client.chat.completions.with_raw_response.create(stream=streamed, **options)


async def after_raw_chat(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.chat.completions.with_raw_response.create(stream=streamed, **options)


async def before_parsed_chat(client: Bound, **options):
    client.chat.completions.parse(**options)


async def after_parsed_chat(client: Bound, **options):
    await client.chat.completions.parse(**options)


async def before_parsed_beta_chat(client: Bound, **options):
    client.beta.chat.completions.parse(**options)


async def after_parsed_beta_chat(client: Bound, **options):
    await client.beta.chat.completions.parse(**options)


async def before_answer(
    client: Bound,
    resource: Literal["completions", "images", "responses"],
    method: Literal["create", "edit", "generate", "parse"],
    streamed: Literal[False] | None = None,
    **options,
):
    client.resource.method(stream=streamed, **options)


async def after_answer(
    client: Bound,
    resource: Literal["completions", "images", "responses"],
    method: Literal["create", "edit", "generate", "parse"],
    streamed: Literal[False] | None = None,
    **options,
):
    await client.resource.method(stream=streamed, **options)


async def before_audio(
    client: Bound,
    kind: Literal["speech", "transcriptions", "translations"],
    streamed: Literal[False] | None = None,
    **options,
):
    client.audio.kind.create(stream=streamed, **options)


async def after_audio(
    client: Bound,
    kind: Literal["speech", "transcriptions", "translations"],
    streamed: Literal[False] | None = None,
    **options,
):
    await client.audio.kind.create(stream=streamed, **options)


async def before_request(
    client: Bound,
    resource: Literal["batches", "embeddings", "files", "models", "moderations"],
    method: Literal["cancel", "content", "create", "delete", "retrieve"],
    *args,
    **options,
):
    client.resource.method(*args, **options)


async def after_request(
    client: Bound,
    resource: Literal["batches", "embeddings", "files", "models", "moderations"],
    method: Literal["cancel", "content", "create", "delete", "retrieve"],
    *args,
    **options,
):
    await client.resource.method(*args, **options)


async def before_chat_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.chat.completions.create(stream=streamed, **options)


async def after_chat_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.chat.completions.create(stream=streamed, **options)


async def before_chat_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    with client.chat.completions.create(stream=streamed, **options) as stream:
        body


async def after_chat_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    async with await client.chat.completions.create(stream=streamed, **options) as stream:
        body


async def before_chat_manager(client: Bound, body: Body, **options):
    with client.chat.completions.stream(**options) as stream:
        body


async def after_chat_manager(client: Bound, body: Body, **options):
    async with client.chat.completions.stream(**options) as stream:
        body


async def before_stream(
    client: Bound, resource: Literal["completions", "responses"], streamed: Literal[True], **options
):
    stream = client.resource.create(stream=streamed, **options)


async def after_stream(
    client: Bound, resource: Literal["completions", "responses"], streamed: Literal[True], **options
):
    stream = await client.resource.create(stream=streamed, **options)


async def before_stream_with(
    client: Bound, body: Body, resource: Literal["completions", "responses"], streamed: Literal[True], **options
):
    with client.resource.create(stream=streamed, **options) as stream:
        body


async def after_stream_with(
    client: Bound, body: Body, resource: Literal["completions", "responses"], streamed: Literal[True], **options
):
    async with await client.resource.create(stream=streamed, **options) as stream:
        body


async def before_manager(client: Bound, body: Body, **options):
    with client.responses.stream(**options) as stream:
        body


async def after_manager(client: Bound, body: Body, **options):
    async with client.responses.stream(**options) as stream:
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


async def before_end(
    stream: Bound, method: Literal["close", "get_final_completion", "get_final_response", "until_done"]
):
    stream.method()


async def after_end(
    stream: Bound, method: Literal["close", "get_final_completion", "get_final_response", "until_done"]
):
    await stream.method()


async def before_response(stream: Bound):
    stream.response


async def before_each(client: Bound, each, resource: Literal["batches", "files", "models"], body: Body, **options):
    for each in client.resource.list(**options):
        body


async def after_each(client: Bound, each, resource: Literal["batches", "files", "models"], body: Body, **options):
    async for each in client.resource.list(**options):
        body


async def before_each_value(client: Bound, value, each, resource: Literal["batches", "files", "models"], **options):
    [value for each in client.resource.list(**options)]


async def after_each_value(client: Bound, value, each, resource: Literal["batches", "files", "models"], **options):
    [value async for each in client.resource.list(**options)]


async def before_page(client: Bound, resource: Literal["batches", "files", "models"], **options):
    page = client.resource.list(**options)


async def after_page(client: Bound, resource: Literal["batches", "files", "models"], **options):
    page = await client.resource.list(**options)


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
