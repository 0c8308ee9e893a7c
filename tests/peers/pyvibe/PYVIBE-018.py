# An endless loop that lets nobody else in.
import asyncio


async def polls(sensor, readings):
    while True:  # AFX313
        readings.append(sensor.value)


async def polls_well(sensor, readings):
    while True:  # ok: waits each time round
        readings.append(sensor.value)
        await asyncio.sleep(1)


async def ends(sensor):
    while True:  # ok: it can be left
        if sensor.is_ready:
            return sensor.value


def in_a_thread(sensor, readings):
    while True:  # ok: in a plain function
        readings.append(sensor.value)
