"""An event loop of asyncio on the stepped clock, with a heartbeat and an ear for what the loop complains of."""

import asyncio
import gc
import selectors
import threading

from cancelling import Steps
from clock import Clock, real_monotonic
from observed import Observed

BEAT = 0.5
"""Seconds of the stepped clock between two beats."""

REAL_BEAT = 0.02
"""Seconds between two beats where the clock is a real one."""

GRACE = 0.02
"""Real seconds in which another thread may still wake the loop before the clock is stepped."""

PROTECTED = 5.0
"""Real seconds without anything to wait for, after which the program is held to hang."""


class Selector(selectors.DefaultSelector):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def select(self, timeout=None):
        gc.collect()
        if self.clock.is_real:
            return super().select(timeout)
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if threading.active_count() > 1 or timeout is None:
            ready = super().select(GRACE if timeout is not None else PROTECTED)
        if not ready:
            if timeout is None and threading.active_count() == 1:
                raise RuntimeError("the program waits for nothing")
            self.clock.step(None if timeout is None else self.clock.time() + timeout)
        return ready


class Loop(asyncio.SelectorEventLoop):
    def __init__(self, clock: Clock, observed: Observed) -> None:
        super().__init__(Selector(clock))
        self.clock = clock
        self.set_exception_handler(lambda loop, context: observed.complaint(context["message"]))

    def time(self) -> float:
        return self.clock.time()


class Policy(asyncio.DefaultEventLoopPolicy):
    def __init__(self, clock: Clock, observed: Observed) -> None:
        super().__init__()
        self.clock, self.observed = clock, observed

    def new_event_loop(self):
        return Loop(self.clock, self.observed)


async def heartbeat(clock: Clock, observed: Observed, beat: float) -> None:
    while True:
        before = clock.time()
        await asyncio.sleep(beat)
        observed.gap(clock.time() - before - beat)


def run(main, clock: Clock, observed: Observed, cancel_at: int | None) -> None:
    """Runs a coroutine function to its end."""

    async def whole():
        pause = REAL_BEAT if clock.is_real else BEAT
        beat = asyncio.create_task(heartbeat(clock, observed, pause))
        await asyncio.sleep(0)
        task = asyncio.current_task()
        steps = Steps(main(), cancel_at, lambda: task.cancel())
        try:
            await steps
        except asyncio.CancelledError:
            observed.cancelled = True
        finally:
            observed.points = steps.count
            # What has stood in the way of the last beat is seen now.
            await asyncio.sleep(2 * pause)
            beat.cancel()

    asyncio.run(whole())
