"""Chat."""

from .completions import AsyncCompletionsResource, CompletionsResource

class ChatResource:
    completions: CompletionsResource

class AsyncChatResource:
    completions: AsyncCompletionsResource
