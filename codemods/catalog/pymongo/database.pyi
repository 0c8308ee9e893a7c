"""Databases, under their older name."""

from pymongo.synchronous.database import Database as Database
