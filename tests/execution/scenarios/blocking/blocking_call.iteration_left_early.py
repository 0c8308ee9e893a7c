# defect: blocked
# safety: unsafe
import asyncio
from pathlib import Path

for name in ("a.txt", "b.txt"):
    Path(name).write_text(name)


async def main():
    for path in Path(".").glob("*.txt"):
        print(path.suffix)
        break
    await asyncio.sleep(0)
