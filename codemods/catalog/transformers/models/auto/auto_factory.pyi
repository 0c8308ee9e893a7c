"""Models of any kind."""

from asyncfix import blocking

class _BaseAutoModelClass:
    @blocking("load")
    def from_pretrained(self, *args, **kwargs): ...
