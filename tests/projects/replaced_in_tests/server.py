import socket
import time

import requests


class Server:
    def port_used(self, port):
        with socket.socket() as probe:
            return probe.connect_ex(("host", port)) == 0

    def run(self):
        return self.port_used(80)


class Client:
    def fetch(self):
        return requests.get("http://host")

    def send(self):
        return requests.post("http://host")

    def ask(self):
        return self.fetch()

    def tell(self):
        return self.send()


def rest():
    time.sleep(3)


def wait():
    rest()
