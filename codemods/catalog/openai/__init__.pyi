"""OpenAI's models."""

from openai._client import (
    AsyncClient as AsyncClient,
    AsyncOpenAI as AsyncOpenAI,
    Client as Client,
    OpenAI as OpenAI,
)
from openai._module_client import (
    audio as audio,
    chat as chat,
    completions as completions,
    embeddings as embeddings,
    files as files,
    images as images,
    models as models,
    moderations as moderations,
    responses as responses,
)
from openai.lib.azure import AsyncAzureOpenAI as AsyncAzureOpenAI, AzureOpenAI as AzureOpenAI
