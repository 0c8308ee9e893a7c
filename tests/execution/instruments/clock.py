"""A clock that is stepped, so that nothing sleeps for real, and that is charged for what blocks.

While every thread waits, the event loop moves the clock to the next moment at which something is due. What would make a thread
of an event loop wait costs `COST` seconds of this clock, however fast the machine does it, so that a heartbeat shows it.
"""

import threading
import time

COST = 10.0
"""Seconds that one blocking call costs the thread of an event loop."""

PATIENCE = 0.05
"""Real seconds after which a sleeping thread moves the clock itself: the event loop is then stopped by something else."""

real_sleep = time.sleep
real_monotonic = time.monotonic


class Clock:
    def __init__(self, is_real: bool) -> None:
        self.is_real = is_real
        self._offset = 0.0
        self._sleepers: list[float] = []
        self._moved = threading.Condition()

    def time(self) -> float:
        return self._offset + (real_monotonic() if self.is_real else 0.0)

    def charge(self, seconds: float) -> None:
        """Lets time pass for everybody."""
        with self._moved:
            self._offset += seconds
            self._moved.notify_all()

    def sleep(self, seconds: float) -> None:
        """The sleep of a thread that has no event loop."""
        if self.is_real:
            real_sleep(seconds)
            return
        due = self.time() + seconds
        with self._moved:
            self._sleepers.append(due)
            while self._offset < due:
                if not self._moved.wait(PATIENCE):
                    self._offset = max(self._offset, min(self._sleepers))
                    self._moved.notify_all()
            self._sleepers.remove(due)

    def step(self, until: float | None) -> None:
        """Moves on to `until`, or to the moment before it at which a thread wakes up."""
        with self._moved:
            moments = self._sleepers if until is None else [*self._sleepers, until]
            if moments:
                self._offset = max(self._offset, min(moments))
                self._moved.notify_all()
