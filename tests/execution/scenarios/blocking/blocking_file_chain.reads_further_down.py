# defect: blocked
# on: asyncio trio anyio
import asyncio
import json
from pathlib import Path

Path("settings.json").write_text('{"name": "shop"}')


def load_settings(path):
    with open(path) as file:
        return json.load(file)


async def main():
    print(load_settings("settings.json"))
    try:
        load_settings("missing.json")
    except FileNotFoundError as error:
        print(error.filename)
    await asyncio.sleep(0)
