"""An OpenAI client in a coroutine, replaced by its asynchronous twin.

## What it does
Finds an `OpenAI` or `AzureOpenAI` client that a coroutine makes and asks itself.

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


async def before_close(client: Bound):
    client.close()


async def after_close(client: Bound):
    await client.close()


async def before_api_key(client: Bound):
    client.api_key


async def before_base_url(client: Bound):
    client.base_url


async def before_chat_completions_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    for event in client.chat.completions.create(stream=streamed, **options):
        body


async def after_chat_completions_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    async for event in await client.chat.completions.create(stream=streamed, **options):
        body


async def before_chat_completions_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    with client.chat.completions.create(stream=streamed, **options) as stream:
        body


async def after_chat_completions_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    async with await client.chat.completions.create(stream=streamed, **options) as stream:
        body


async def before_chat_completions_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.chat.completions.create(stream=streamed, **options)


async def after_chat_completions_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.chat.completions.create(stream=streamed, **options)


async def before_chat_completions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.chat.completions.create(stream=streamed, **options)


async def after_chat_completions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.chat.completions.create(stream=streamed, **options)


async def before_responses_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    for event in client.responses.create(stream=streamed, **options):
        body


async def after_responses_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    async for event in await client.responses.create(stream=streamed, **options):
        body


async def before_responses_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    with client.responses.create(stream=streamed, **options) as stream:
        body


async def after_responses_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    async with await client.responses.create(stream=streamed, **options) as stream:
        body


async def before_responses_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.responses.create(stream=streamed, **options)


async def after_responses_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.responses.create(stream=streamed, **options)


async def before_responses_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.responses.create(stream=streamed, **options)


async def after_responses_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.responses.create(stream=streamed, **options)


async def before_completions_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    for event in client.completions.create(stream=streamed, **options):
        body


async def after_completions_create_events(client: Bound, event, body: Body, streamed: Literal[True], **options):
    async for event in await client.completions.create(stream=streamed, **options):
        body


async def before_completions_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    with client.completions.create(stream=streamed, **options) as stream:
        body


async def after_completions_create_stream_with(client: Bound, body: Body, streamed: Literal[True], **options):
    async with await client.completions.create(stream=streamed, **options) as stream:
        body


async def before_completions_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = client.completions.create(stream=streamed, **options)


async def after_completions_create_stream(client: Bound, streamed: Literal[True], **options):
    stream = await client.completions.create(stream=streamed, **options)


async def before_completions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.completions.create(stream=streamed, **options)


async def after_completions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.completions.create(stream=streamed, **options)


async def before_chat_completions_raw_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.chat.completions.with_raw_response.create(stream=streamed, **options)


async def after_chat_completions_raw_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.chat.completions.with_raw_response.create(stream=streamed, **options)


async def before_responses_raw_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.responses.with_raw_response.create(stream=streamed, **options)


async def after_responses_raw_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.responses.with_raw_response.create(stream=streamed, **options)


async def before_responses_parse(client: Bound, streamed: Literal[False] | None = None, **options):
    client.responses.parse(stream=streamed, **options)


async def after_responses_parse(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.responses.parse(stream=streamed, **options)


async def before_images_generate(client: Bound, streamed: Literal[False] | None = None, **options):
    client.images.generate(stream=streamed, **options)


async def after_images_generate(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.images.generate(stream=streamed, **options)


async def before_images_edit(client: Bound, streamed: Literal[False] | None = None, **options):
    client.images.edit(stream=streamed, **options)


async def after_images_edit(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.images.edit(stream=streamed, **options)


async def before_audio_transcriptions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    client.audio.transcriptions.create(stream=streamed, **options)


async def after_audio_transcriptions_create(client: Bound, streamed: Literal[False] | None = None, **options):
    await client.audio.transcriptions.create(stream=streamed, **options)


async def before_chat_completions_parse(client: Bound, *args, **options):
    client.chat.completions.parse(*args, **options)


async def after_chat_completions_parse(client: Bound, *args, **options):
    await client.chat.completions.parse(*args, **options)


async def before_beta_chat_completions_parse(client: Bound, *args, **options):
    client.beta.chat.completions.parse(*args, **options)


async def after_beta_chat_completions_parse(client: Bound, *args, **options):
    await client.beta.chat.completions.parse(*args, **options)


async def before_embeddings_create(client: Bound, *args, **options):
    client.embeddings.create(*args, **options)


async def after_embeddings_create(client: Bound, *args, **options):
    await client.embeddings.create(*args, **options)


async def before_embeddings_raw_create(client: Bound, *args, **options):
    client.embeddings.with_raw_response.create(*args, **options)


async def after_embeddings_raw_create(client: Bound, *args, **options):
    await client.embeddings.with_raw_response.create(*args, **options)


async def before_moderations_create(client: Bound, *args, **options):
    client.moderations.create(*args, **options)


async def after_moderations_create(client: Bound, *args, **options):
    await client.moderations.create(*args, **options)


async def before_models_retrieve(client: Bound, *args, **options):
    client.models.retrieve(*args, **options)


async def after_models_retrieve(client: Bound, *args, **options):
    await client.models.retrieve(*args, **options)


async def before_audio_speech_create(client: Bound, *args, **options):
    client.audio.speech.create(*args, **options)


async def after_audio_speech_create(client: Bound, *args, **options):
    await client.audio.speech.create(*args, **options)


async def before_audio_translations_create(client: Bound, *args, **options):
    client.audio.translations.create(*args, **options)


async def after_audio_translations_create(client: Bound, *args, **options):
    await client.audio.translations.create(*args, **options)


async def before_files_create(client: Bound, *args, **options):
    client.files.create(*args, **options)


async def after_files_create(client: Bound, *args, **options):
    await client.files.create(*args, **options)


async def before_files_retrieve(client: Bound, *args, **options):
    client.files.retrieve(*args, **options)


async def after_files_retrieve(client: Bound, *args, **options):
    await client.files.retrieve(*args, **options)


async def before_files_delete(client: Bound, *args, **options):
    client.files.delete(*args, **options)


async def after_files_delete(client: Bound, *args, **options):
    await client.files.delete(*args, **options)


async def before_files_content(client: Bound, *args, **options):
    client.files.content(*args, **options)


async def after_files_content(client: Bound, *args, **options):
    await client.files.content(*args, **options)


async def before_batches_create(client: Bound, *args, **options):
    client.batches.create(*args, **options)


async def after_batches_create(client: Bound, *args, **options):
    await client.batches.create(*args, **options)


async def before_batches_retrieve(client: Bound, *args, **options):
    client.batches.retrieve(*args, **options)


async def after_batches_retrieve(client: Bound, *args, **options):
    await client.batches.retrieve(*args, **options)


async def before_batches_cancel(client: Bound, *args, **options):
    client.batches.cancel(*args, **options)


async def after_batches_cancel(client: Bound, *args, **options):
    await client.batches.cancel(*args, **options)


async def before_models_list_each(client: Bound, each, body: Body, *args, **options):
    for each in client.models.list(*args, **options):
        body


async def after_models_list_each(client: Bound, each, body: Body, *args, **options):
    async for each in client.models.list(*args, **options):
        body


async def before_models_list_comprehension(client: Bound, value, each, *args, **options):
    [value for each in client.models.list(*args, **options)]


async def after_models_list_comprehension(client: Bound, value, each, *args, **options):
    [value async for each in client.models.list(*args, **options)]


async def before_models_list_data(client: Bound, *args, **options):
    client.models.list(*args, **options).data


async def after_models_list_data(client: Bound, *args, **options):
    (await client.models.list(*args, **options)).data


async def before_models_list_page(client: Bound, *args, **options):
    page = client.models.list(*args, **options)


async def after_models_list_page(client: Bound, *args, **options):
    page = await client.models.list(*args, **options)


async def before_files_list_each(client: Bound, each, body: Body, *args, **options):
    for each in client.files.list(*args, **options):
        body


async def after_files_list_each(client: Bound, each, body: Body, *args, **options):
    async for each in client.files.list(*args, **options):
        body


async def before_files_list_comprehension(client: Bound, value, each, *args, **options):
    [value for each in client.files.list(*args, **options)]


async def after_files_list_comprehension(client: Bound, value, each, *args, **options):
    [value async for each in client.files.list(*args, **options)]


async def before_files_list_data(client: Bound, *args, **options):
    client.files.list(*args, **options).data


async def after_files_list_data(client: Bound, *args, **options):
    (await client.files.list(*args, **options)).data


async def before_files_list_page(client: Bound, *args, **options):
    page = client.files.list(*args, **options)


async def after_files_list_page(client: Bound, *args, **options):
    page = await client.files.list(*args, **options)


async def before_chat_completions_stream(client: Bound, body: Body, **options):
    with client.chat.completions.stream(**options) as stream:
        body


async def after_chat_completions_stream(client: Bound, body: Body, **options):
    async with client.chat.completions.stream(**options) as stream:
        body


async def before_responses_stream(client: Bound, body: Body, **options):
    with client.responses.stream(**options) as stream:
        body


async def after_responses_stream(client: Bound, body: Body, **options):
    async with client.responses.stream(**options) as stream:
        body


async def before_stream_each(stream: Bound, event, body: Body):
    for event in stream:
        body


async def after_stream_each(stream: Bound, event, body: Body):
    async for event in stream:
        body


async def before_stream_comprehension(stream: Bound, value, event):
    [value for event in stream]


async def after_stream_comprehension(stream: Bound, value, event):
    [value async for event in stream]


async def before_stream_filtered(stream: Bound, value, event, condition):
    [value for event in stream if condition]


async def after_stream_filtered(stream: Bound, value, event, condition):
    [value async for event in stream if condition]


async def before_stream_close(stream: Bound):
    stream.close()


async def after_stream_close(stream: Bound):
    await stream.close()


async def before_stream_with(stream: Bound, body: Body):
    with stream:
        body


async def after_stream_with(stream: Bound, body: Body):
    async with stream:
        body


async def before_stream_response(stream: Bound):
    stream.response


async def before_stream_get_final_completion(stream: Bound):
    stream.get_final_completion()


async def after_stream_get_final_completion(stream: Bound):
    await stream.get_final_completion()


async def before_stream_get_final_response(stream: Bound):
    stream.get_final_response()


async def after_stream_get_final_response(stream: Bound):
    await stream.get_final_response()


async def before_stream_until_done(stream: Bound):
    stream.until_done()


async def after_stream_until_done(stream: Bound):
    await stream.until_done()


async def before_page_each(page: Bound, each, body: Body):
    for each in page:
        body


async def after_page_each(page: Bound, each, body: Body):
    async for each in page:
        body


async def before_page_comprehension(page: Bound, value, each):
    [value for each in page]


async def after_page_comprehension(page: Bound, value, each):
    [value async for each in page]


async def before_page_data(page: Bound):
    page.data


async def before_page_has_next(page: Bound):
    page.has_next_page()
