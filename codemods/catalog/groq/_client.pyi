"""Clients of Groq's models."""

from groq.resources.chat.chat import AsyncChat, Chat

from asyncfix import async_twin, loop_bound

@async_twin("groq.AsyncGroq")
class Groq:
    chat: Chat
    def __enter__(self) -> "Groq": ...

@loop_bound
class AsyncGroq:
    chat: AsyncChat
    async def close(self): ...
    async def __aenter__(self) -> "AsyncGroq": ...
