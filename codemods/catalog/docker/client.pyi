"""Clients. A client asks the server for its version at once."""

from asyncfix import blocking

from .models.containers import ContainerCollection
from .models.images import ImageCollection
from .models.networks import NetworkCollection
from .models.volumes import VolumeCollection

@blocking("http")
class DockerClient:
    containers: ContainerCollection
    images: ImageCollection
    networks: NetworkCollection
    volumes: VolumeCollection
    @classmethod
    @blocking("http")
    def from_env(cls, **kwargs) -> "DockerClient": ...
    @blocking("http")
    def df(self, *args, **kwargs): ...
    @blocking("http")
    def info(self, *args, **kwargs): ...
    @blocking("http")
    def login(self, *args, **kwargs): ...
    @blocking("http")
    def ping(self, *args, **kwargs): ...
    @blocking("http")
    def version(self, *args, **kwargs): ...
    @blocking("http", opens=True)
    def events(self, *args, **kwargs): ...

@blocking("http")
def from_env(**kwargs) -> DockerClient: ...
