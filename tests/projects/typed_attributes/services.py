from dataclasses import dataclass, field
from typing import Optional

from clients import Client


class ByConstructor:
    def __init__(self):
        self.client = Client()


class ByParameter:
    def __init__(self, client: Client):
        self._client = client


class ByBody:
    client: Optional[Client] = None


class BySharedBody:
    client = Client()


@dataclass
class ByField:
    name: str
    client: Client = field(default_factory=Client)
