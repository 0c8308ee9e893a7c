"""How SQLAlchemy runs plain functions that wait."""

from sqlalchemy.util._concurrency_py3k import greenlet_spawn as greenlet_spawn
