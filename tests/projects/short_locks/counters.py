import logging
import threading


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self._value = 0

    def add(self, amount):
        with self._lock:
            self._value += amount
        return self._value

    def value(self):
        self._lock.acquire()
        try:
            return self._value
        finally:
            self._lock.release()


class Redacting(logging.Filter):
    lock = threading.RLock()

    def filter(self, record):
        with self.lock:
            record.msg = str(record.msg)
        return True
