from pathlib import Path, PosixPath


def read(path: Path, other, posix: PosixPath):
    first = path.read_text()
    second = (path / "x").read_text()
    third = posix.read_text()
    not_known = other.read_text()
    return first, second, third, not_known


def modes(path, mode):
    return open(path, "r"), open(path, mode="rt"), open(path, "w"), open(path, mode)


def numbers(n):
    return range(3), range(n), range("3")


def names(values):
    return sorted(values), sorted([1]), sorted(values, key=len)
