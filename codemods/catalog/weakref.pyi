"""Weak references."""

from asyncfix import calls

@calls("callback", later=True)
class ReferenceType: ...

@calls("func", later=True)
class finalize: ...
