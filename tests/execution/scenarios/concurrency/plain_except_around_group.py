# raises: ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
# safety: unsafe
# target: 3.11
import asyncio


async def load(page):
    await asyncio.sleep(page)
    if page == 2:
        raise ValueError("no such page")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for page in range(3):
                group.create_task(load(page))
    except OSError:
        print("lost")
    except ValueError:
        print("not all pages")
    print("end")
