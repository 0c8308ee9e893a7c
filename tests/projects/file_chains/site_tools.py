import urllib.request
from pathlib import Path


def mirror(url):
    Path("mirror").write_bytes(urllib.request.urlopen(url).read())
