"""Trio on its own mock clock, with a heartbeat."""

import gc

import trio
import trio.testing

from asyncio_kit import BEAT, GRACE
from cancelling import Steps
from observed import Observed


class Clock:
    """Trio's mock clock, charged as the other one is."""

    is_real = False

    def __init__(self) -> None:
        self.mock = trio.testing.MockClock(autojump_threshold=GRACE)

    def time(self) -> float:
        return self.mock.current_time()

    def charge(self, seconds: float) -> None:
        self.mock.jump(seconds)

    def sleep(self, seconds: float) -> None:
        """The sleep of a thread takes no time of the loop's."""


async def heartbeat(clock: Clock, observed: Observed, task_status) -> None:
    before = clock.time()
    task_status.started()
    while True:
        await trio.sleep(BEAT)
        gc.collect()
        observed.gap(clock.time() - before - BEAT)
        before = clock.time()


def run(main, clock: Clock, observed: Observed, cancel_at: int | None) -> None:
    """Runs a coroutine function to its end."""

    async def whole():
        async with trio.open_nursery() as nursery:
            await nursery.start(heartbeat, clock, observed)
            with trio.CancelScope() as scope:
                steps = Steps(main(), cancel_at, scope.cancel)
                try:
                    await steps
                finally:
                    observed.points = steps.count
            observed.cancelled = scope.cancelled_caught
            await trio.sleep(2 * BEAT)
            nursery.cancel_scope.cancel()

    try:
        trio.run(whole, clock=clock.mock)
    except BaseExceptionGroup as group:
        # The nursery is ours: what the program raises is the one exception in its group.
        raise group.exceptions[0] from None
