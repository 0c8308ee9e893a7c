"""Connections to a database."""

from .base import Connection as Connection, Engine as Engine, Transaction as Transaction
from .create import create_engine as create_engine, engine_from_config as engine_from_config
