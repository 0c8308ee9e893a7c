import functools
import time

import tenacity
from press.wrappers import in_thread, mysterious, named, registered, timed


@timed
def wait_for_paper():
    time.sleep(1)


@named("ink")
def wait_for_ink():
    time.sleep(1)


@registered
def wait_for_power():
    time.sleep(1)


@functools.lru_cache(maxsize=None)
def model():
    time.sleep(1)
    return "M"


@tenacity.retry(stop=tenacity.stop_after_attempt(3))
def connect():
    time.sleep(1)


@in_thread
def warm_up():
    time.sleep(9)


@mysterious
def shake():
    time.sleep(1)


class Printer:
    @staticmethod
    def reset():
        time.sleep(1)

    @classmethod
    def discover(cls):
        time.sleep(1)
        return cls()
