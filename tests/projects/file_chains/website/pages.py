import io
import json
import shutil
import zipfile
import zoneinfo
from pathlib import Path


def settings(path):
    with open(path) as file:
        return json.load(file)


def page(name):
    return Path("pages", name).read_text()


def publish(source, target):
    shutil.copytree(source, target)


def here():
    return zoneinfo.ZoneInfo("Europe/Vienna")


def is_there(name):
    return Path("pages", name).exists()


def parse(file):
    return json.loads(file.read())


class Theme:
    def __init__(self, path):
        self.path = Path(path)

    @property
    def style(self):
        return self.path.read_bytes()


def packed(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def unpacked(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()
