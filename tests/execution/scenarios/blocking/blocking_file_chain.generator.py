# defect: blocked
# safety: unsafe
import asyncio
from pathlib import Path

Path("lines.txt").write_text("one\ntwo\n")


def lines(path):
    with open(path) as file:
        yield from file


async def main():
    for line in lines("lines.txt"):
        print(line.strip())
    await asyncio.sleep(0)
