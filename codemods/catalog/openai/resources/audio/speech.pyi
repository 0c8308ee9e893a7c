"""Text to speech."""

from asyncfix import blocking

class Speech:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncSpeech:
    async def create(self, *args, **kwargs): ...
