import abc
import time


class Sensor(abc.ABC):
    def __init__(self, pin):
        self.pin = pin

    @abc.abstractmethod
    def sample(self): ...

    def steady(self):
        return self.sample()

    def warm_up(self):
        time.sleep(0.1)


class Logged(Sensor):
    def warm_up(self):
        print("warming", self.pin)
        super().warm_up()


class Quiet(Sensor):
    def warm_up(self):
        pass
