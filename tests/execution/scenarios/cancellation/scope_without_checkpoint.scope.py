# defect: uses asyncio.CancelScope
# on: trio
import asyncio


async def main():
    with asyncio.CancelScope(shield=True) as scope:
        print("one")
        print("two")
    await asyncio.sleep(1)
    print("end")
