# After wheeller123/Tineco-Integration#34: a coordinator asks a client that is not made for coroutines.
import requests


class FloorClient:
    def __init__(self, token):
        self.token = token

    def status(self, device):
        answer = requests.get(f"https://floors.example/{device}", headers={"Token": self.token}, timeout=10)
        answer.raise_for_status()
        return answer.json()
