# select: AFX103
from threading import Thread

import threads


async def main(thread: Thread, seconds: float, host: str):
    threads.settle(thread)  # ok: a quarter of a second
    threads.settle(thread, 0.5)  # ok: half a second
    threads.settle(thread, 2)  # AFX103
    threads.settle(thread, seconds)  # AFX103
    threads.settle(thread, timeout=None)  # AFX103
    threads.settle_through(thread, 0.2)  # ok: it is handed on
    threads.settle_through(thread)  # AFX103
    threads.settle_for(thread)  # AFX103
    threads.probe(host)  # ok: a quarter of a second
    threads.probe_long(host)  # AFX103
    threads.probe_changed(host)  # AFX103
