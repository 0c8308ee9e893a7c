"""Handlers that write to files and send over the network; `QueueHandler` leaves that to another thread."""

from logging import FileHandler

from asyncfix import blocking, quick, unless

@blocking("file")
@unless(delay=True)
class BaseRotatingHandler(FileHandler):
    @blocking("file")
    def rotate(self, *_): ...

@blocking("file")
@unless(delay=True)
class RotatingFileHandler(BaseRotatingHandler):
    @blocking("file")
    def doRollover(self, *_): ...
    @blocking("query")
    def shouldRollover(self, *_): ...

@blocking("file")
@unless(delay=True)
class TimedRotatingFileHandler(BaseRotatingHandler):
    @blocking("file")
    def doRollover(self, *_): ...
    @blocking("query")
    def getFilesToDelete(self, *_): ...
    @blocking("query")
    def shouldRollover(self, *_): ...

@blocking("file")
@unless(delay=True)
class WatchedFileHandler(FileHandler):
    @blocking("file")
    def reopenIfNeeded(self, *_): ...

class SocketHandler:
    # Connects at the first message.
    @quick
    def __init__(self, *_): ...
    @blocking("socket")
    def emit(self, *_): ...
    @blocking("socket")
    def send(self, *_): ...
    @blocking("socket")
    def createSocket(self, *_): ...

class DatagramHandler(SocketHandler):
    @blocking("socket")
    def send(self, *_): ...

class SysLogHandler:
    @blocking("socket")
    def emit(self, *_): ...

class SMTPHandler:
    @quick
    def __init__(self, *_): ...
    @blocking("socket")
    def emit(self, *_): ...

class HTTPHandler:
    @quick
    def __init__(self, *_): ...
    @blocking("http")
    def emit(self, *_): ...

class QueueListener:
    @blocking("wait")
    def stop(self, *_): ...
