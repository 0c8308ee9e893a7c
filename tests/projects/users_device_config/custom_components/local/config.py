import os


def load_yaml(path):
    with open(path) as file:
        return dict(line.split(": ", 1) for line in file)


class DeviceConfig:
    def __init__(self, name):
        folder = os.path.join(os.path.dirname(__file__), "devices")
        self._config = load_yaml(os.path.join(folder, name))

    @property
    def entities(self):
        return self._config.keys()


def get_config(kind):
    return DeviceConfig(f"{kind}.yaml")
