# target: 3.14
# Methods and functions that are deprecated.
import asyncio
import inspect


async def asks(function):
    asyncio.Task.current_task()  # AFX711
    return asyncio.iscoroutinefunction(function)  # AFX704


async def asks_well(function):
    asyncio.current_task()  # ok: the function of the module
    return inspect.iscoroutinefunction(function)  # ok: the function of inspect


asyncio.set_event_loop_policy(None)  # AFX718
asyncio.get_event_loop_policy()  # AFX718
asyncio.set_child_watcher(asyncio.ThreadedChildWatcher())  # AFX719
