"""Files of a small diary: text, lines, JSON, bytes, positions, errors and a file that is open while others work."""
import asyncio
import json
import tempfile
from pathlib import Path


async def write(folder):
    with open(folder / "diary.txt", "w", encoding="utf-8") as diary:
        diary.write("monday\n")
        diary.writelines(["tuesday\n", "wednesday\n"])
        diary.flush()
        print(diary.tell(), diary.closed, diary.mode)
    with open(folder / "days.json", mode="w") as days:
        json.dump({"days": ["monday", "tuesday"]}, days, indent=2)


async def read(folder):
    with open(folder / "diary.txt", encoding="utf-8") as diary:
        first = diary.readline().strip()
        if diary.read(3).startswith("tue"):
            print(first, diary.readlines())
        diary.seek(0)
        for line in diary:
            # one line at a time
            print(line.rstrip())
    with open(folder / "diary.txt") as diary:
        print([line.strip().title() for line in diary])
    with open(folder / "diary.txt") as diary:
        print([line.strip() for line in diary if line.startswith("w")])
    with open(folder / "days.json", "rb") as days:
        print(json.load(days)["days"])


async def change(folder):
    data = open(folder / "data.bin", "w+b")
    try:
        data.write(bytes(range(10)))
        data.seek(-3, 2)
        print(data.read())
        data.truncate(4)
        data.seek(0)
        print(len(data.read()))
    finally:
        data.close()
    print(data.closed)


async def fail(folder):
    try:
        with open(folder / "nothing.txt") as nothing:
            print(nothing.read())
    except FileNotFoundError as error:
        print(type(error).__name__)
    with open(folder / "data.bin", "wb") as data:
        try:
            data.write("text")
        except TypeError as error:
            print(type(error).__name__)


async def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await write(folder)
        await read(folder)
        await change(folder)
        await fail(folder)


asyncio.run(main())
