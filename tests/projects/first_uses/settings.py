import subprocess
import sys
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec

import requests

_kept = None


def kept():
    global _kept
    if _kept is not None:
        return _kept
    _kept = requests.get("http://host/settings")
    return _kept


def not_kept():
    if _kept is None:
        found = requests.get("http://host/settings")
        return found
    return _kept


@cache
def commit():
    return subprocess.check_output(["git", "rev-parse", "HEAD"])


@lru_cache
def log(branch):
    return subprocess.check_output(["git", "log", branch])


class Version:
    def __init__(self):
        self.loaded = None

    @cached_property
    def text(self):
        return subprocess.check_output(["git", "describe"])

    def load(self):
        if self.loaded is None:
            self.loaded = self.ask()
        return self.loaded

    def ask(self):
        return requests.post("http://host")


def need(name):
    if not find_spec(name):
        subprocess.check_call([sys.executable, "-m", "pip", "install", name])


def need_yaml():
    try:
        import yaml
    except ImportError:
        subprocess.check_call([sys.executable, "-m", "pip", "install", "pyyaml"])


def upgrade(name):
    subprocess.check_call([sys.executable, "-m", "pip", "install", "-U", name])
