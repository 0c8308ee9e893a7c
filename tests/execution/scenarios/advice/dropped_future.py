# defect: never retrieved
# after: no space
# safety: unsafe
import asyncio


def write():
    raise OSError("no space")


async def save():
    loop = asyncio.get_running_loop()
    loop.run_in_executor(None, write)


async def main():
    try:
        await save()
    except OSError as error:
        print(error)
