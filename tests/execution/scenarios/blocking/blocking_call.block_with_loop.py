# defect: blocked
# on: asyncio trio anyio
import asyncio
import json

with open("lines.txt", "w") as output:
    output.write('{"a": 1}\n{"a": 2}\n')


async def main():
    with open("lines.txt") as file:
        values = []
        for line in file:
            values.append(json.loads(line)["a"])
    print(values)
    await asyncio.sleep(0)
