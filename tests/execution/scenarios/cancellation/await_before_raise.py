# after: rolled back
# after: the row is broken
# after: end
# on: trio anyio
# safety: unsafe
import asyncio


async def save():
    try:
        raise ValueError("the row is broken")
    except ValueError:
        await asyncio.sleep(2)
        print("rolled back")
        raise


async def main():
    try:
        with asyncio.move_on_after(1):
            await save()
    except ValueError as error:
        print(error)
    await asyncio.sleep(1)
    print("end")
