# defect: blocked
# on: asyncio trio anyio
import asyncio
from pathlib import Path

for name in ("a.txt", "b.txt", "c.py"):
    Path(name).write_text(name)


async def main():
    for path in Path(".").glob("*.txt"):
        print(path.suffix)
    names = sorted(path.name for path in Path(".").glob("*.txt"))
    print(names)
    await asyncio.sleep(0)
