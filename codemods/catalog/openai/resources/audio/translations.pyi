"""Speech to English."""

from asyncfix import blocking

class Translations:
    @blocking("http")
    def create(self, *args, **kwargs): ...

class AsyncTranslations:
    async def create(self, *args, **kwargs): ...
