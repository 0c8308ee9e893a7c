# defect: blocked
# on: asyncio trio anyio
import asyncio
import json
from pathlib import Path

Path("settings.json").write_text('{"name": "shop", "port": 80}')


async def main():
    with open("settings.json") as file:
        settings = json.load(file)
    print(settings["name"], settings["port"])
    with open("copy.json", "w") as file:
        json.dump(settings, file)
        file.write("\n")
    text = Path("copy.json").read_text()
    print(text)
    try:
        with open("missing.json") as file:
            settings = json.load(file)
    except FileNotFoundError as error:
        print(error.filename, settings["port"])
    await asyncio.sleep(0)
