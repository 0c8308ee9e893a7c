"""The file `.netrc`."""

from asyncfix import blocking

@blocking("file")
class netrc: ...
