"""Iterators."""

from asyncfix import calls

@calls("func")
class accumulate: ...

@calls("predicate")
class dropwhile: ...

@calls("function")
class filterfalse: ...

@calls("key")
class groupby: ...

@calls("function")
class starmap: ...

@calls("predicate")
class takewhile: ...
