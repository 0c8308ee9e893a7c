"""Installs packages."""

from asyncfix import blocking

@blocking("http")
def main(*args, **kwargs): ...
