"""Pictures."""

from asyncfix import blocking

class Image: ...

@blocking("file", opens=True)
def open(fp, mode="r", formats=None) -> Image: ...
