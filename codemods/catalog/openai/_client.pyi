"""Clients of OpenAI's models."""

from openai.resources.audio.audio import AsyncAudio, Audio
from openai.resources.batches import AsyncBatches, Batches
from openai.resources.chat.chat import AsyncChat, Chat
from openai.resources.completions import AsyncCompletions, Completions
from openai.resources.embeddings import AsyncEmbeddings, Embeddings
from openai.resources.files import AsyncFiles, Files
from openai.resources.images import AsyncImages, Images
from openai.resources.models import AsyncModels, Models
from openai.resources.moderations import AsyncModerations, Moderations
from openai.resources.responses.responses import AsyncResponses, Responses

from asyncfix import async_twin, loop_bound

@async_twin("openai.AsyncOpenAI")
class OpenAI:
    audio: Audio
    batches: Batches
    chat: Chat
    completions: Completions
    embeddings: Embeddings
    files: Files
    images: Images
    models: Models
    moderations: Moderations
    responses: Responses
    def copy(self, **kwargs) -> "OpenAI": ...
    def with_options(self, **kwargs) -> "OpenAI": ...
    def __enter__(self) -> "OpenAI": ...

@loop_bound
class AsyncOpenAI:
    audio: AsyncAudio
    batches: AsyncBatches
    chat: AsyncChat
    completions: AsyncCompletions
    embeddings: AsyncEmbeddings
    files: AsyncFiles
    images: AsyncImages
    models: AsyncModels
    moderations: AsyncModerations
    responses: AsyncResponses
    def copy(self, **kwargs) -> "AsyncOpenAI": ...
    def with_options(self, **kwargs) -> "AsyncOpenAI": ...
    async def close(self): ...
    async def __aenter__(self) -> "AsyncOpenAI": ...

Client = OpenAI
AsyncClient = AsyncOpenAI
