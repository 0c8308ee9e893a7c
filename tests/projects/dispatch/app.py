from stores import Eager, Local, Memory, Network, Optional, Queue, Store, Web


async def declared(store: Store):
    store.get("a")  # AFX103
    store.size()  # ok: one of them does not wait
    store.close()  # ok: one of them is a coroutine function


async def optional(part: Optional):
    part.stop()  # ok: a class that leaves it out does nothing


async def inherited(store: Store):
    Web().load("a")  # AFX103
    store.load("a")  # AFX103


async def own_step():
    Eager().load("a")  # AFX103


async def known():
    memory = Memory()
    return memory.size()  # ok: the class is known


class Job:
    def __init__(self):
        self.store = Web()

    async def work(self, key):
        return self.store.load(key)  # AFX103


async def queues(queue: Queue):
    queue.take()  # ok: a local one does not wait
    Local().take()  # ok
    Network().take()  # AFX103
