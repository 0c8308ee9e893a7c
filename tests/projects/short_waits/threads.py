import socket
import threading

PROBE = 0.25
PATIENCE: float = 20.0
CHANGED = 0.1


def change():
    global CHANGED
    CHANGED = 30


def settle(thread: threading.Thread, timeout: float = 0.25):
    thread.join(timeout)


def settle_through(thread: threading.Thread, timeout=5):
    settle(thread, timeout=timeout)


def settle_for(thread: threading.Thread, timeout=0.1):
    timeout = timeout * 100
    thread.join(timeout)


def probe(host):
    with socket.create_connection((host, 80), PROBE):
        return True


def probe_long(host):
    with socket.create_connection((host, 80), PATIENCE):
        return True


def probe_changed(host):
    with socket.create_connection((host, 80), CHANGED):
        return True
