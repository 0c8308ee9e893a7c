# raises: AttributeError: type object '_asyncio.Task' has no attribute 'all_tasks'
# safety: unsafe
import asyncio


async def main():
    count = len(asyncio.Task.all_tasks())
    print(count > 0)
    print(asyncio.Task.current_task() is asyncio.current_task())
    await asyncio.sleep(0)
