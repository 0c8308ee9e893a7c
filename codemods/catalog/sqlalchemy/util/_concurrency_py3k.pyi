"""The same, where SQLAlchemy 2.0 has it."""

from sqlalchemy.util.concurrency import greenlet_spawn as greenlet_spawn
