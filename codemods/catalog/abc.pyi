"""Abstract classes."""

from asyncfix import decorator

@decorator("same")
def abstractmethod(*_): ...

@decorator("classmethod")
class abstractclassmethod: ...

@decorator("staticmethod")
class abstractstaticmethod: ...

@decorator("property")
class abstractproperty: ...
