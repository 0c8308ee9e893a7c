"""OpenAI's models on Azure."""

from openai._client import AsyncOpenAI, OpenAI

from asyncfix import async_twin, loop_bound

@async_twin("openai.AsyncAzureOpenAI")
class AzureOpenAI(OpenAI): ...

@loop_bound
class AsyncAzureOpenAI(AsyncOpenAI): ...
