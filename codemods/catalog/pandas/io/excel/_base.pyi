"""Tables in Excel files."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("file")
def read_excel(*args, **kwargs): ...

@blocking("file")
class ExcelFile:
    @blocking("file")
    def parse(self, *args, **kwargs): ...
