import contextlib
import threading

_turns = threading.Semaphore(1)


class Gate:
    def __init__(self):
        self._free = threading.Condition()

    def __enter__(self):
        self._free.acquire()

    def __exit__(self, *error):
        self._free.release()

    @contextlib.contextmanager
    def passing(self):
        with self:
            yield


@contextlib.contextmanager
def turn(name):
    with _turns:
        yield name


class Journal:
    def __init__(self, directory):
        self.directory = directory

    def __enter__(self):
        print("begin", self.directory)

    def __exit__(self, *error):
        print("end", self.directory)


@contextlib.contextmanager
def entry(directory):
    yield Journal(directory)
