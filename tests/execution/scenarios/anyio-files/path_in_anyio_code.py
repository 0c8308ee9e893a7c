# defect: blocked
# safety: unsafe
# needs: packs/anyio-files
from pathlib import Path

import anyio

HERE = Path("in.txt")


async def main():
    await anyio.sleep(0)
    HERE.write_text("one\ntwo\n")
    print(HERE.read_text())
    try:
        Path("missing.txt").read_bytes()
    except FileNotFoundError as error:
        print(error.filename)
