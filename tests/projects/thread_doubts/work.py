import asyncio
import contextlib
import functools
import importlib.metadata
import inspect
import ipaddress
import logging
import queue
import signal
import socket
import sqlite3
import ssl
import stat
import threading
import time

import aiohttp
import httpx
import requests
from django.db import models

logger = logging.getLogger(__name__)
settings = None


def pure(host, path):
    ipaddress.ip_address(host)
    stat.S_ISSOCK(path.st_mode)
    inspect.getfile(pure)
    importlib.metadata.version("requests")
    ssl.create_default_context()
    return socket.getaddrinfo(host, None)


def pass_on(items: queue.Queue):
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()
    return items.get()


def handle_signals():
    signal.signal(signal.SIGTERM, print)
    time.sleep(1)


def reads_global():
    global logger
    logger.warning("reading")
    time.sleep(1)


def changes_global():
    global settings
    settings = requests.get("https://settings.example").json()


def connection_of_its_own(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("select 1").fetchone()


def cursor_of_its_own(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        cursor = connection.cursor()
        cursor.execute("select 1")
        rows = cursor.fetchall()
    return rows


def made_by_another(path):
    connection = opened(path)
    connection.execute("delete from rows")
    connection.close()


def opened(path):
    return sqlite3.connect(path)


def connection_of_others(connection: sqlite3.Connection):
    return connection.execute("select 1").fetchone()


def several(path):
    connection = sqlite3.connect(path)
    return connection, connection.cursor()


class Storage:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        self.connection.execute("create table if not exists rows (id)")

    def count(self):
        return self.connection.execute("select count(*) from rows").fetchone()


def storage(path):
    return Storage(path)


class Service:
    def __init__(self, url):
        self.lock = asyncio.Lock()
        self.client = httpx.AsyncClient()
        self.settings = requests.get(url).json()


def open_session(url):
    requests.get(url)
    return aiohttp.ClientSession()


class Server:
    ready = False

    def poll(self):
        while not self.ready:
            time.sleep(0.1)

    @functools.cached_property
    def version(self):
        return requests.get("https://version.example").text


@functools.lru_cache(maxsize=None)
def load(name):
    return requests.get(f"https://data.example/{name}").content


def with_options(url, **options):
    options["timeout"] = 5
    options.setdefault("verify", True)
    return requests.get(url, **options)


def retry(url):
    for _ in range(3):
        requests.get(url)
        time.sleep(1)


def rename(name):
    account = Account.objects.get(name=name)
    account.name = name.upper()
    account.save()


class Account(models.Model):
    pass
