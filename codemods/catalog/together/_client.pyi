"""Clients of Together's models."""

from asyncfix import async_twin, loop_bound

from .resources.chat.chat import AsyncChatResource, ChatResource

@async_twin("together.AsyncTogether")
class Together:
    chat: ChatResource

@loop_bound
class AsyncTogether:
    chat: AsyncChatResource
