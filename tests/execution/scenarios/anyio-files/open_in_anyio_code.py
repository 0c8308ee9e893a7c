# defect: blocked
# safety: unsafe
# needs: packs/anyio-files
import anyio
from pathlib import Path

Path("in.txt").write_text("one\ntwo\n")


async def main():
    await anyio.sleep(0)
    with open("in.txt") as file:
        for line in file:
            print(line.strip())
    with open("out.txt", "w") as file:
        file.write("three\n")
    with open("out.txt") as file:
        print(file.read())
