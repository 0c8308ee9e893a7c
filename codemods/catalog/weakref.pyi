"""Weak references."""

from asyncfix import calls

@calls("callback")
class ReferenceType: ...

@calls("func")
class finalize: ...
