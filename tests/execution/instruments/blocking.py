"""Charges the clock for what blocks the thread of an event loop.

Two sources: the audit events of CPython, which tell of opened files, listed folders, started servers and the like, and
wrappers around what has no such event: sleeping, waiting for a process, a thread, a queue or a socket. What asks for a file's state is quick, and
free of charge.
"""

import asyncio
import builtins
import os
import queue
import socket
import subprocess
import sys
import threading
import time

from clock import COST, Clock

EVENTS = {
    "open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.utime", "os.system", "os.walk", "glob.glob", "shutil.copyfile", "shutil.copytree", "shutil.move",
    "shutil.rmtree", "shutil.make_archive", "shutil.unpack_archive", "sqlite3.connect", "socket.getaddrinfo",
    "socket.gethostbyname", "urllib.Request", "builtins.input", "tempfile.mkstemp", "tempfile.mkdtemp",
}

MACHINERY = ("<frozen importlib", "/asyncio/", "/linecache.py", "/inspect.py", "/trio/_", "/threading.py", "/concurrent/futures/thread.py")
"""Where the interpreter and the event loops themselves open files, or wait for what is over."""


def install(clock: Clock, program: str) -> None:
    def charge() -> None:
        if has_event_loop() and is_of_program(sys._getframe(2), program):
            clock.charge(COST)

    def heard(event: str, arguments: tuple) -> None:
        if event in EVENTS and has_event_loop() and is_of_program(sys._getframe(1), program):
            clock.charge(COST)

    def wrap(owner: object, name: str, is_blocking=lambda *args, **kwargs: True) -> None:
        inner = getattr(owner, name)

        def wrapper(*args, **kwargs):
            if is_blocking(*args, **kwargs):
                charge()
            return inner(*args, **kwargs)

        wrapper.__name__, wrapper.__qualname__, wrapper.__module__ = name, name, getattr(owner, "__name__", name)
        setattr(owner, name, wrapper)

    def sleep(seconds: float) -> None:
        if has_event_loop():
            clock.charge(seconds)
        else:
            clock.sleep(seconds)

    sys.addaudithook(heard)
    time.sleep = sleep
    time.time = time.monotonic = time.perf_counter = clock.time
    wrap(builtins, "input")
    wrap(os, "waitpid", lambda pid, options: not options & os.WNOHANG)
    wrap(subprocess.Popen, "communicate")
    wrap(threading.Thread, "join", lambda thread, timeout=None: thread.is_alive())
    wrap(threading.Condition, "wait")
    wrap(threading.Event, "wait")
    wrap(queue.Queue, "get")
    for name in ("accept", "connect", "recv", "recv_into", "send", "sendall"):
        wrap(socket.socket, name, lambda self, *args: self.gettimeout() != 0)


def has_event_loop() -> bool:
    """Whether this thread runs an event loop just now."""
    if asyncio._get_running_loop() is not None:
        return True
    trio = sys.modules.get("trio")
    return trio is not None and hasattr(trio, "lowlevel") and trio.lowlevel.in_trio_run()


def is_of_program(frame, program: str) -> bool:
    """Whether a call is the program's doing, and not the business of the interpreter or of an event loop."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name == program:
            return True
        if any(part in name for part in MACHINERY):
            return False
        frame = frame.f_back
    return False
