"""`os.path` on Windows."""

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
from posixpath import (
    abspath as abspath,
    expanduser as expanduser,
    isjunction as isjunction,
    islink as islink,
    ismount as ismount,
    lexists as lexists,
    normpath as normpath,
    relpath as relpath,
)

from asyncfix import blocking

@blocking("query")
def realpath(*_): ...
