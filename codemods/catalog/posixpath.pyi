"""`os.path` everywhere but on Windows."""

from genericpath import (
    exists as exists,
    getatime as getatime,
    getctime as getctime,
    getmtime as getmtime,
    getsize as getsize,
    isdevdrive as isdevdrive,
    isdir as isdir,
    isfile as isfile,
    samefile as samefile,
    sameopenfile as sameopenfile,
    samestat as samestat,
)

from asyncfix import blocking, quick

@blocking("query")
def abspath(*_): ...
@blocking("query")
def expanduser(*_): ...
@blocking("query")
def isjunction(*_): ...
@blocking("query")
def islink(*_): ...
@blocking("query")
def ismount(*_): ...
@blocking("query")
def lexists(*_): ...
@blocking("query")
def realpath(*_): ...
@blocking("query")
def relpath(*_): ...

# Works on the text alone.
@quick
def normpath(*_): ...
