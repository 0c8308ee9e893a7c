"""Models."""

from asyncfix import blocking

class PreTrainedModel:
    @blocking("load")
    def from_pretrained(self, *args, **kwargs): ...
    @blocking("file")
    def save_pretrained(self, *args, **kwargs): ...
