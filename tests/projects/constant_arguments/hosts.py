import socket
import subprocess
import threading
import time
import urllib.request
from contextlib import contextmanager
from functools import partial, wraps

import requests


def resolved(host, *, resolve=False):
    if host == "localhost":
        return True
    if not resolve:
        return False
    return bool(socket.getaddrinfo(host, None))


def checked(host, resolve: bool = False):
    return passed_on(host, resolve)


def passed_on(host, lookup):
    return found(host, lookup=lookup)


def found(host, lookup=True):
    return lookup and socket.gethostbyname(host)


def rebound(host, resolve=False):
    resolve = resolve or host.endswith(".local")
    if resolve:
        return socket.gethostbyaddr(host)
    return None


def rebound_inside(host, resolve=False):
    def change():
        nonlocal resolve
        resolve = True

    change()
    if resolve:
        return socket.getfqdn(host)
    return None


def rebound_later(host, session=None, answer=None):
    if session:
        return socket.gethostbyname(host)
    elif answer:
        session = answer
    return session


def rebound_in_a_loop(hosts, resolve=False):
    for host in hosts:
        if resolve:
            return socket.getnameinfo((host, 80), 0)
        resolve = True
    return None


def filled_in(url, session=None):
    if session is None:
        session = requests.patch(url)
    return session


def closed(host, resolve=False):
    def ask():
        return socket.gethostbyname_ex(host)

    if resolve:
        return ask()
    return None


def fetched(url, session=None, mode="get", retries=0):
    if session is not None:
        return session
    if mode == "get":
        return requests.get(url)
    elif mode == "post":
        return requests.post(url)
    elif retries == 3:
        return requests.put(url)
    else:
        return None


def loaded(url, cached=None):
    return cached if cached is not None else urllib.request.urlopen(url)


def either(url, dry, also):
    if dry and also:
        return
    if dry or also:
        return
    requests.delete(url)


def all_modes(mode):
    if mode == 1:
        requests.get("1")
    if mode == 2:
        requests.get("2")
    if mode == 3:
        requests.get("3")
    if mode == 4:
        requests.get("4")
    if mode == 5:
        requests.get("5")
    if mode == 6:
        requests.get("6")
    if mode == 7:
        requests.get("7")


def both_ways(quick=True):
    if quick:
        return
    socket.create_connection(("host", 1))


def through(quick):
    if quick:
        return
    both_ways(quick)


def against(quick):
    if quick:
        both_quickly(quick)


def both_quickly(quick):
    if not quick:
        time.sleep(3)


def recursive(depth, wait=False):
    if wait:
        time.sleep(4)
    if depth:
        recursive(depth - 1, wait=True)


def finished(process, kill=False):
    try:
        if kill:
            return
        process.poll()
    finally:
        subprocess.run(["wait"])


def twice(function):
    @wraps(function)
    def run(*args, **kwargs):
        function(*args, wait=True)
        return function(*args, **kwargs)

    return run


@twice
def decorated(host, wait=False):
    if wait:
        time.sleep(5)


slowly = partial(resolved, resolve=True)


@contextmanager
def beats(run, join=True):
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        if join:
            thread.join()


def rows(pages, wait=False):
    for page in pages:
        if wait:
            time.sleep(page)
        yield page


class Shell:
    def __init__(self, address=None):
        if address:
            self.socket = socket.create_connection((address, 80))

    def start(self, url=None, response=None):
        if url:
            requests.options(url)
        elif response:
            print(response)

    def restart(self, response):
        self.start(response=response)

    @classmethod
    def known(cls, name, remote=False):
        if remote:
            requests.head(name)

    @staticmethod
    def spoken(name, aloud=False):
        if aloud:
            subprocess.run(["say", name])

    def __call__(self, name, wait=False):
        if wait:
            time.sleep(6)
