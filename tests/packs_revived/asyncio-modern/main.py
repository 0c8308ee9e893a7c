"""Old asyncio that today's Python refuses: asyncio without its old methods, and packages that nobody keeps up."""
import asyncio
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import aioredis
import asynctest
from aioredis.exceptions import ConnectionError as Unreachable


async def fetch(number, delay):
    await asyncio.sleep(delay)
    return number


async def waited():
    done, pending = await asyncio.wait([fetch(1, 0), fetch(2, 0)])
    print(sorted(task.result() for task in done), len(pending))
    done, pending = await asyncio.wait([fetch(number, number * 60) for number in range(3)], timeout=0.01)
    print([task.result() for task in done], len(pending))
    me = asyncio.Task.current_task()
    for task in asyncio.Task.all_tasks():
        if task is not me:
            task.cancel()
    await asyncio.wait(pending)
    print(all(task.cancelled() for task in pending))


class Tests(asynctest.TestCase):
    async def test_mocks(self):
        session = asynctest.MagicMock()
        session.get = asynctest.CoroutineMock(return_value=3)
        self.assertEqual(await session.get("a"), 3)
        session.get.assert_awaited_once_with("a")
        with asynctest.patch.object(Tests, "number", 5, create=True):
            self.assertEqual(self.number, 5)


def tested():
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Tests).run(result)
    print(result.testsRun, result.errors, result.failures)


async def stored(port):
    client = aioredis.from_url(f"redis://localhost:{port}", decode_responses=True)
    async with client.pipeline() as pipeline:
        print(await pipeline.set("guests", 3).incr("guests").execute())
    print(await client.get("guests"))
    await client.close()
    lost = aioredis.Redis(port=1)
    try:
        await lost.ping()
    except (Unreachable, aioredis.ResponseError) as error:
        print(type(error).__name__)
    await lost.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    asyncio.run(waited())
    tested()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [Path(sys.executable).with_name("redis-server"), "--save", "", "--port", str(port)]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            asyncio.run(stored(port))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
