import os
import platform
import subprocess
import sys


def running(pid):
    if sys.platform == "win32":
        return subprocess.run(["tasklist"]).returncode == 0
    return True


def checked(pid):
    return running(pid)


def killed(pid):
    if os.name != "nt":
        return subprocess.run(["kill", str(pid)])
    return None


def shown():
    if platform.system() != "Darwin":
        return
    subprocess.run(["open"])


def listed():
    if sys.platform.startswith("linux"):
        subprocess.run(["ps"])
