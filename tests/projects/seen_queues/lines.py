import queue
import urllib.request


class Lines:
    def __init__(self):
        self.queue = queue.Queue()

    def take(self):
        return self.queue.get()

    def take_waiting(self):
        while True:
            item = self.queue.get(True)
            if item:
                return item

    def take_if_any(self):
        if self.queue.empty():
            return None
        return self.queue.get()

    def drain(self):
        while not self.queue.empty():
            self.queue.get()

    def drain_by_method(self):
        while not self.queue.empty():
            self.take()


def first(lines):
    mine: queue.Queue = lines
    if not mine.empty():
        return mine.get()
    return None


def data(value):
    if value.startswith("data:"):
        return urllib.request.urlopen(value).read()
    return None


def fetched(value):
    return urllib.request.urlopen(value).read()


def any_data(value):
    if value.startswith("data:image/png"):
        return fetched(value)
    return None


def remote(value):
    if value.startswith("http:"):
        return fetched(value)
    return None
