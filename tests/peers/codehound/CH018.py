# Methods of the class of tasks that are gone.
import asyncio


async def asks():
    asyncio.Task.all_tasks()  # AFX711
    return asyncio.Task.current_task()  # AFX711


async def asks_well():
    asyncio.all_tasks()  # ok: the function of the module
    return asyncio.current_task()  # ok: the function of the module
