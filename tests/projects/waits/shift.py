from concurrent.futures import Executor, Future

from plant.machines import Belt, finished, result


async def waits(belt: Belt, executor: Executor):
    belt.take()  # AFX103
    belt.stop()  # AFX103
    belt.wait_stopped()  # AFX103
    result(executor)  # AFX103


async def does_not_wait(belt: Belt, future: Future):
    belt.take_if_any()  # ok: `block=False`
    belt.take_by_flag()  # ok: as above
    belt.take_at_once()  # ok: it raises where there is nothing
    belt.take_soon()  # ok: `timeout=0`
    belt.check_stopped()  # ok: as above
    finished(future)  # ok: whoever has it knows that it is done
