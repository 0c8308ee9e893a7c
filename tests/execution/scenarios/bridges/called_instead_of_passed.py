# raises: TypeError
# defect: blocked
import asyncio
from pathlib import Path


def save(path, text, encoding="ascii"):
    Path(path).write_text(text, encoding=encoding)


async def main():
    await asyncio.to_thread(save("a.txt", "hello", encoding="utf-8"))
    print(await asyncio.to_thread(Path("a.txt").read_text))
