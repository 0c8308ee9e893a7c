"""The client of Mistral's models."""

from mistralai.chat import Chat
from mistralai.embeddings import Embeddings

class Mistral:
    chat: Chat
    embeddings: Embeddings
    def __enter__(self) -> "Mistral": ...
    async def __aenter__(self) -> "Mistral": ...
