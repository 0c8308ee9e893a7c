"""Properties that are computed once."""

from asyncfix import caches, decorator

@caches
@decorator("property")
class cached_property: ...
