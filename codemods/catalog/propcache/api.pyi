"""Properties that are computed once."""

from ._helpers import cached_property as cached_property, under_cached_property as under_cached_property
