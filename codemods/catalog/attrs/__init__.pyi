"""Classes without boilerplate."""

from attr._next_gen import define as define, frozen as frozen, mutable as mutable
