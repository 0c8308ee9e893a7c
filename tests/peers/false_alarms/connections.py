# Objects of blocking libraries that are made, and do not wait for anybody yet.
import http.client
import queue
import threading

import httpx
import requests
import urllib3


async def makes(loop):
    requests.Session()  # ok: connects to nobody yet
    httpx.Client()  # ok: connects to nobody yet
    urllib3.PoolManager()  # ok: connects to nobody yet (found by SonarPython)
    http.client.HTTPSConnection("example.org")  # ok: connects to nobody yet
    threading.Event()  # ok: not waited for (found by python-vibe-guard)
    threading.Lock()  # ok: not taken (found by python-vibe-guard)
    return queue.Queue()  # ok: not read


async def of_unknown_objects(pool, client):
    pool.request("GET", "/")  # ok: nobody knows what it is (found by flake8-async where urllib3 is imported)
    client.get("/")  # ok: nobody knows what it is


async def that_do_not_wait(work: queue.Queue, ready: threading.Event, lock: threading.Lock):
    work.get_nowait()  # ok: does not wait
    work.get(block=False)  # ok: does not wait
    work.get(timeout=0)  # ok: does not wait
    ready.is_set()  # ok: does not wait
    return lock.acquire(blocking=False)  # ok: does not wait
