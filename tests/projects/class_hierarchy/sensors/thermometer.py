import time

from sensors.base import Logged, Quiet, Sensor


class Thermometer(Logged):
    def sample(self):
        time.sleep(0.01)
        return 20


class Silent(Quiet, Logged):
    """`Quiet` comes before `Logged`, and `Sensor` after both."""


class Chatty(Logged, Quiet):
    """The other way round, `super()` in `Logged` is `Quiet`."""


async def measure(thermometer: Thermometer):
    thermometer.warm_up()  # AFX103
    return thermometer.steady()  # AFX103


async def quietly(sensor: Silent):
    sensor.warm_up()  # ok: `Quiet.warm_up` does nothing


async def any_sensor(sensor: Sensor):
    return sensor.sample()  # AFX103
