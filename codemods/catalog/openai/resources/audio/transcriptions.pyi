"""Speech to text."""

from asyncfix import blocking

class Transcriptions:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncTranscriptions:
    async def create(self, *args, **kwargs): ...
