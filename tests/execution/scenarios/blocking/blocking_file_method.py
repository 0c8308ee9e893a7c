# defect: blocked
# safety: unsafe
# clock: real
import asyncio
import os
import threading
import time
from typing import TextIO


async def first_line(file: TextIO):
    return file.readline()


def write_later(number):
    time.sleep(1.5)
    os.write(number, b"ready\n")
    os.close(number)


async def main():
    reading, writing = os.pipe()
    threading.Thread(target=write_later, args=(writing,)).start()
    file = await asyncio.to_thread(os.fdopen, reading)
    print(await first_line(file))
    file.close()
