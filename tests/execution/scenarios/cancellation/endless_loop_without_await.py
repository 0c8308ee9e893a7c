# defect: blocked
# on: asyncio trio anyio
import asyncio
import time


class Sensor:
    def __init__(self):
        self.count = 0

    def look(self):
        time.sleep(0.1)
        self.count += 1
        if self.count > 20:
            raise ValueError("broken")


async def poll(sensor):
    while True:
        sensor.look()
        # and so on


async def main():
    try:
        await poll(Sensor())
    except ValueError as error:
        print(error)
    await asyncio.sleep(1)
