# target: 3.11
# path: tests/test_groups.py
# `pytest.raises` with a group of exceptions. No rule: it is about tests, not about what is awaited.
import pytest


async def test_fails(job):
    with pytest.raises(ExceptionGroup):  # ok: no rule
        await job()
