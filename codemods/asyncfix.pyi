"""The marks of a catalog: what a library's functions do to the thread and the event loop that call them.

And, at the end, what a codemod says of its holes.

A catalog is a folder of stub files, placed by module name. Marks are read, never run. Besides them a stub may say
`__thread_safe__ = True`: any thread may use what the module defines, apart from what is marked `thread_bound`. A package
speaks for its modules, and `builtins` for the whole standard library.
"""

from collections.abc import Callable
from typing import Literal, TypeAlias, TypeVar, overload

_Declared = TypeVar("_Declared", bound=Callable[..., object])
_Class = TypeVar("_Class", bound=type)

Category: TypeAlias = Literal[
    "sleep",
    "http",
    "dns",
    "socket",
    "db",
    "file",  # opens, reads, writes, copies, deletes trees
    "query",  # a cheap question or change to the file system: exists, stat, mkdir, unlink, listdir
    "load",  # reads code, certificates, time zones from disk at first use
    "subprocess",
    "lock",  # takes a lock of a thread or a process
    "wait",  # waits for another thread or process
    "input",
    "cpu",
]

Kind: TypeAlias = Literal[
    "same",  # a function of the same kind, which calls the decorated one
    "property",
    "staticmethod",
    "classmethod",
    "contextmanager",
    "asynccontextmanager",
    "offloads",  # a coroutine function, which runs the decorated one in a thread
]

def blocking(
    category: Category, /, *, opens: bool = False, lazy: bool | Literal["step"] = False
) -> Callable[[_Declared], _Declared]:
    """Calling it, or constructing the class, stops the thread. With `opens`, reading what it gives back does so again. With
    `lazy`, the call itself waits for nothing, and iterating over what it gives back stops the thread; `"step"` says besides
    that each item is good only until the next one is asked for."""

def blocking_methods(category: Category, /) -> Callable[[_Class], _Class]:
    """Every public method of the class that its stub does not declare blocks."""

def unless(**argument: object) -> Callable[[_Declared], _Declared]:
    """The call does not block if the named argument is this literal. May be repeated. A tuple, such as an address, is
    told by its first element."""

def unless_given(parameter: str, /, *words: str) -> Callable[[_Declared], _Declared]:
    """The call does not block if all these words stand in the argument: flags joined by `|`, directly or through constants,
    by the last part of their names; `"data:"` or `"file:"`, as the beginning of a URL that is written out or was asked for by
    `startswith`; `"<address>"`, which stands for a literal IP address. Without words: if the argument is given and not
    `None`. May be repeated."""

def timeout(parameter: str, /, *, per_second: int = 1) -> Callable[[_Declared], _Declared]:
    """The call waits at most as long as this parameter says, in seconds or in so many parts of one: where that is a
    literal of half a second or less, it does not block."""

def quick(function: _Declared, /) -> _Declared:
    """It certainly does not block."""

def offloads(parameter: str, /) -> Callable[[_Declared], _Declared]:
    """The callable passed as this parameter runs in another thread or process."""

def runs_on_loop(parameter: str, /) -> Callable[[_Declared], _Declared]:
    """The event loop calls the callable passed as this parameter later, as a plain function."""

def calls(parameter: str, /, *, later: bool = False) -> Callable[[_Declared], _Declared]:
    """The callable passed as this parameter is called as a plain function, but not by the event loop. With `later`, that
    is after the call itself has returned: at exit, on a signal, in the thread that ends something."""

def awaits(parameter: str, /) -> Callable[[_Declared], _Declared]:
    """Where a parameter's callable runs: a coroutine function passed as it is awaited as well."""

def drives_loop(function: _Declared, /) -> _Declared:
    """It runs an event loop until a coroutine is done, so a running loop must not call it."""

@overload
def needs_loop(function: _Declared, /) -> _Declared:
    """Only the thread of the running event loop may call it. With `before`, in versions of Python before this one."""

@overload
def needs_loop(*, before: str) -> Callable[[_Declared], _Declared]: ...

def loop_bound(class_: _Class, /) -> _Class:
    """An object of this class belongs to one event loop from its first use on. A constructor that needs the loop itself
    is marked with `needs_loop`."""

def thread_bound(declared: _Declared, /) -> _Declared:
    """An object of this class may be used only in the thread that made it; this function does something else in another
    thread."""

def per_thread(what: str, /) -> Callable[[_Declared], _Declared]:
    """What blocks in this class, or this function, uses this, of which each thread has its own."""

def async_twin(name: str, /) -> Callable[[_Declared], _Declared]:
    """What does the same in async code, by its full name."""

def known_as(name: str, /) -> Callable[[_Declared], _Declared]:
    """People know it by this full name: its own is for type checkers alone."""

def decorator(kind: Kind, /) -> Callable[[_Declared], _Declared]:
    """It is used as a decorator, bare or called, and gives back this kind of thing."""

def caches(declared: _Declared, /) -> _Declared:
    """It is used as a decorator, and keeps what the function gave, which is meant to be computed once."""

class Body:
    """In a codemod: the statements of a block, where its name stands alone as a statement."""

class Name:
    """In a codemod: a plain name, and no other expression."""

class Bound:
    """In a codemod: the name of this spelling that the main pair binds, where it is used."""

class Caught:
    """In a codemod: the pair says what becomes of an exception that is caught around what the main pair matches."""
