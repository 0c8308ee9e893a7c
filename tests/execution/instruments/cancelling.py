"""Runs a coroutine and cancels it at a chosen one of its suspension points."""

from collections.abc import Callable, Coroutine


class Steps:
    """Awaits a coroutine and counts where it gives control away; calls `cancel` at the suspension point number `at`, if there is one."""

    def __init__(self, coroutine: Coroutine, at: int | None, cancel: Callable[[], object]) -> None:
        self.coroutine = coroutine
        self.at = at
        self.cancel = cancel
        self.count = 0

    def __await__(self):
        answer, error = None, None
        while True:
            try:
                asked = self.coroutine.send(answer) if error is None else self.coroutine.throw(error)
            except StopIteration as stop:
                return stop.value
            self.count += 1
            if self.count == self.at:
                self.cancel()
            answer, error = None, None
            try:
                answer = yield asked
            except BaseException as thrown:
                error = thrown
