# target: 3.14
# Classes that are deprecated: child watchers and policies.
import asyncio

asyncio.SafeChildWatcher()  # ok: what is made of it is found
watcher = asyncio.ThreadedChildWatcher()
asyncio.set_child_watcher(watcher)  # AFX719
asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())  # AFX718
