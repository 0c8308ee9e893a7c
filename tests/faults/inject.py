"""Runs a program and lets something happen at one of its system calls that change files (Linux on x86-64, by `ptrace`).

`inject.py NUMBER ACTION COUNT_FILE COMMAND…`. At the call with this number, counted from 1, the ACTION is done: `kill` kills the
program before the call, `ENOSPC` and other names of errors make the call fail, `change=FILE` first puts other bytes into a file,
`remove=FILE` first deletes one. The number of calls is written to COUNT_FILE. It ends as the program does; with 125 where the
system does not allow it.
"""

import ctypes
import errno
import os
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long

TRACEME, PEEKUSER, POKEUSER, SYSCALL, SETOPTIONS = 0, 3, 6, 24, 0x4200
OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x100000
"""System calls are marked; children and threads are followed; the program dies with us."""
ORIG_RAX, RAX, RDI, RDX = 120, 80, 112, 96

ON_OPEN_FILES = {1: "write", 18: "pwrite64", 20: "writev", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 91: "fchmod"}
ON_NAMES = {82: "rename", 83: "mkdir", 87: "unlink", 258: "mkdirat", 263: "unlinkat", 264: "renameat", 265: "linkat", 316: "renameat2"}
OPENAT, CREATES = 257, os.O_CREAT


def ptrace(request: int, process: int, address: int = 0, data: int = 0) -> int:
    return libc.ptrace(request, process, address, data)


def peek(process: int, offset: int) -> int:
    return ptrace(PEEKUSER, process, offset)


def changes_files(process: int) -> bool:
    call = peek(process, ORIG_RAX)
    if call == OPENAT:
        return bool(peek(process, RDX) & CREATES)
    if call in ON_OPEN_FILES:
        try:
            return os.readlink(f"/proc/{process}/fd/{peek(process, RDI)}").startswith(("/", "(")) and peek(process, RDI) > 2
        except OSError:
            return False
    return call in ON_NAMES


def main() -> int:
    number, action, count_file, *command = sys.argv[1:]
    program = os.fork()
    if program == 0:
        if ptrace(TRACEME, 0) < 0:
            os._exit(125)
        os.execvp(command[0], command)
    _, status = os.waitpid(program, 0)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    if ptrace(SETOPTIONS, program, 0, OPTIONS) < 0:
        os.kill(program, signal.SIGKILL)
        return 125
    ptrace(SYSCALL, program)
    count, inside, failing, ended = 0, set(), set(), 125
    while True:
        try:
            process, status = os.waitpid(-1, 0x40000000)
        except ChildProcessError:
            break
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if process == program:
                ended = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
            continue
        passed_on = 0
        stopped_by = os.WSTOPSIG(status)
        if stopped_by == signal.SIGTRAP | 0x80:
            if process in inside:
                inside.discard(process)
                if process in failing:
                    failing.discard(process)
                    ptrace(POKEUSER, process, RAX, -getattr(errno, action))
            else:
                inside.add(process)
                if changes_files(process):
                    count += 1
                    if count == int(number):
                        if action == "kill":
                            os.kill(program, signal.SIGKILL)
                            continue
                        kind, _, path = action.partition("=")
                        if kind == "change":
                            with open(path, "wb") as file:
                                file.write(b"somebody_else = True\n")
                        elif kind == "remove":
                            os.unlink(path)
                        else:
                            ptrace(POKEUSER, process, ORIG_RAX, -1)
                            failing.add(process)
        elif stopped_by not in (signal.SIGTRAP, signal.SIGSTOP):
            passed_on = stopped_by
        ptrace(SYSCALL, process, 0, passed_on)
    with open(count_file, "w") as file:
        file.write(str(count))
    return ended


if __name__ == "__main__":
    sys.exit(main())
