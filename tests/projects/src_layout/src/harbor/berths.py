from harbor import tides
from harbor.tides import next_high_water


async def assign(ship, station):
    high_water = next_high_water(station)  # AFX103
    return ship, high_water


async def plan(station):
    return tides.table(station)  # AFX103
