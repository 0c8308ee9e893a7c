"""Runs modules."""

from asyncfix import blocking

@blocking("load")
def run_module(*_): ...
@blocking("load")
def run_path(*_): ...
