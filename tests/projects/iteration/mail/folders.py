import itertools
import time
import urllib.request
from pathlib import Path


class Page:
    def __init__(self, url):
        self.url = url

    def __iter__(self):
        return self

    def __next__(self):
        return urllib.request.urlopen(self.url).read()


def messages(url):
    while True:
        yield urllib.request.urlopen(url).read()


def ticks():
    while True:
        time.sleep(1)
        yield None


def both(first, second):
    yield from headers(first)
    yield from headers(second)


def headers(url):
    yield urllib.request.urlopen(url).headers


def numbers():
    yield 1
    yield 2


class Folder:
    def __init__(self, url):
        self.url = url

    def __iter__(self):
        yield from messages(self.url)


def first_three(url):
    return list(itertools.islice(messages(url), 3))


def footers(url):
    yield urllib.request.urlopen(url).read()[-80:]


def listed(root: Path):
    return root.glob("*.mail")


def read_listed(root: Path):
    return [path.name for path in root.glob("*.mail")]


def each_listed(root: Path):
    yield from root.glob("*.mail")
