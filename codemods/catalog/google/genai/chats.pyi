"""Chats."""

from asyncfix import async_twin, blocking

@async_twin("google.genai.chats.AsyncChat")
class Chat:
    @blocking("http")
    def send_message(self, *args, **kwargs): ...
    @blocking("http")
    def send_message_stream(self, *args, **kwargs): ...

class Chats:
    def create(self, **kwargs) -> Chat: ...

class AsyncChat:
    async def send_message(self, *args, **kwargs): ...
    async def send_message_stream(self, *args, **kwargs): ...

class AsyncChats:
    def create(self, **kwargs) -> AsyncChat: ...
