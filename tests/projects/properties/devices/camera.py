import functools
import time
import urllib.request


class Camera:
    def __init__(self, host):
        self.host = host

    @property
    def snapshot(self):
        return urllib.request.urlopen(f"http://{self.host}/snapshot").read()

    @property
    def label(self):
        return self.host.upper()

    @functools.cached_property
    def firmware(self):
        time.sleep(0.5)
        return "1.0"

    @snapshot.setter
    def snapshot(self, value):
        self.host = value
