"""Say what a hole has to be."""
from pathlib import Path
from typing import Literal

from asyncfix import Name
from shop import disk

safety = "safe"


def before(path: Path):
    path.read_text()


def after(path: Path):
    disk.read(path)


def before_mode(path, mode: Literal["r", "rt"]):
    open(path, mode)


def after_mode(path, mode: Literal["r", "rt"]):
    disk.open(path)


def before_number(count: int | None):
    range(count)


def after_number(count: int | None):
    disk.numbers(count)


def before_name(values: Name):
    sorted(values)


def after_name(values: Name):
    disk.sort(values)
