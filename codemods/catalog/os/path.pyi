"""Questions about paths."""

from posixpath import (
    abspath as abspath,
    exists as exists,
    expanduser as expanduser,
    getatime as getatime,
    getctime as getctime,
    getmtime as getmtime,
    getsize as getsize,
    isdevdrive as isdevdrive,
    isdir as isdir,
    isfile as isfile,
    isjunction as isjunction,
    islink as islink,
    ismount as ismount,
    lexists as lexists,
    normpath as normpath,
    realpath as realpath,
    relpath as relpath,
    samefile as samefile,
    sameopenfile as sameopenfile,
    samestat as samestat,
)
