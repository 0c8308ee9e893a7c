# target: 3.11
# path: tests/test_groups.py
# `pytest.raises` with a group of exceptions. No rule: it is about tests, not about what is awaited.
import pytest


def test_fails():
    with pytest.raises(ExceptionGroup):  # ok: no rule
        raise ExceptionGroup("several", [OSError()])
