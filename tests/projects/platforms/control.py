# select: AFX103
import os
import platform
import sys

from processes import checked, killed, listed, running, shown


async def anywhere(pid):
    running(pid)  # AFX103
    shown()  # AFX103


async def elsewhere(pid):
    if sys.platform == "win32":
        running(pid)  # AFX103
    else:
        running(pid)  # ok: it waits on Windows alone
        checked(pid)  # ok: it waits on Windows alone
    if sys.platform == "linux":
        running(pid)  # ok: it waits on Windows alone


async def names(pid):
    if os.name == "nt":
        killed(pid)  # ok: it waits elsewhere alone
        return
    killed(pid)  # AFX103
    if platform.system() == "Windows":
        shown()  # ok: it waits on a Mac alone
    listed() if sys.platform.startswith("linux") else None  # AFX103
    listed() if not sys.platform.startswith("linux") else None  # ok: it waits on Linux alone
