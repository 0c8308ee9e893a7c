import queue
import threading
from concurrent.futures import Executor, Future


class Belt:
    def __init__(self):
        self.items = queue.Queue()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.stopped.is_set():
            self.items.get()

    def take(self):
        return self.items.get()

    def take_if_any(self):
        return self.items.get(block=False)

    def take_by_flag(self):
        return self.items.get(False)

    def take_at_once(self):
        return self.items.get_nowait()

    def take_soon(self):
        return self.items.get(timeout=0)

    def stop(self):
        self.stopped.set()
        self.thread.join()

    def check_stopped(self):
        self.thread.join(timeout=0)
        return self.stopped.wait(0)

    def wait_stopped(self):
        return self.stopped.wait()


def result(executor: Executor):
    return executor.submit(sum, [1]).result()


def finished(future: Future):
    return future.result()
