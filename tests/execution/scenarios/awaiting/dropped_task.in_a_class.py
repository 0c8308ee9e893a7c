# defect: lost task
# after: woken
# after: done
# cancel: no, as the defect is a task that is lost
import asyncio
import weakref


class Server:
    def __init__(self):
        self.waiting = None
        self.tasks = set()

    async def listen(self):
        future = asyncio.get_running_loop().create_future()
        self.waiting = weakref.ref(future)
        await future
        print("woken")

    def start(self):
        asyncio.ensure_future(self.listen())

    def follow(self):
        task = asyncio.create_task(asyncio.sleep(0))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def main():
    server = Server()
    server.start()
    await asyncio.sleep(2)
    future = server.waiting()
    if future is not None:
        future.set_result(None)
    await asyncio.sleep(1)
    print("done")
