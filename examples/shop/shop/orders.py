"""Orders as they come in."""

import asyncio
import logging

log = logging.getLogger(__name__)


async def send_receipt(order):
    await asyncio.sleep(0.1)
    log.info("receipt sent for %s", order)


async def save(order, path):
    with open(path, "a") as file:
        file.write(f"{order}\n")


async def place(order, path):
    save(order, path)
    asyncio.create_task(send_receipt(order))


async def worker(queue, path):
    while True:
        try:
            order = await asyncio.wait_for(queue.get(), timeout=60)
            await place(order, path)
        except asyncio.TimeoutError:
            log.info("nothing to do")
        except asyncio.CancelledError:
            log.info("asked to stop")


def main():
    loop = asyncio.get_event_loop()
    loop.run_until_complete(worker(asyncio.Queue(), "orders.txt"))
    loop.close()


if __name__ == "__main__":
    main()
