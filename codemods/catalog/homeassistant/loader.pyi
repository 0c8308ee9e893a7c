"""Integrations."""

from asyncfix import decorator

@decorator("same")
def bind_hass(*args, **kwargs): ...
