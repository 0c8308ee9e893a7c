# defect: deprecated
# safety: unsafe
# later: 3.14
# target: 3.14
import asyncio

import uvloop


async def work():
    await asyncio.sleep(0)
    print(type(asyncio.get_running_loop()).__module__)


def main():
    uvloop.install()
    asyncio.run(work())
