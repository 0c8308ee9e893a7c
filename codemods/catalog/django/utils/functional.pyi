"""Properties that are computed once."""

from asyncfix import decorator

@decorator("property")
class cached_property: ...
