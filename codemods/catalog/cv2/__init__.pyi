"""Pictures and video."""

from asyncfix import blocking

@blocking("file")
def imread(*args, **kwargs): ...
@blocking("file")
def imwrite(*args, **kwargs): ...

# A camera's next picture, or a file's.
@blocking("file")
class VideoCapture:
    @blocking("wait")
    def grab(self, *args, **kwargs): ...
    @blocking("wait")
    def read(self, *args, **kwargs): ...

class VideoWriter:
    @blocking("file")
    def write(self, *args, **kwargs): ...
