"""Type hints of newer Python versions."""

from typing import override as override

from asyncfix import decorator

@decorator("same")
def final(*_): ...
@decorator("same")
def runtime_checkable(*_): ...

@decorator("same")
class deprecated: ...
