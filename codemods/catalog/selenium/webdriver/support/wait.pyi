"""Waits for a page to change."""

from asyncfix import blocking, calls, quick

class WebDriverWait:
    @quick
    def __init__(self, *args, **kwargs): ...
    @blocking("sleep")
    @calls("method")
    def until(self, method, message=""): ...
    @blocking("sleep")
    @calls("method")
    def until_not(self, method, message=""): ...
