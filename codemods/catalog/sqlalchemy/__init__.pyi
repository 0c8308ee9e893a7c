"""The database toolkit."""

from sqlalchemy.engine.base import Connection as Connection, Engine as Engine
from sqlalchemy.engine.create import create_engine as create_engine, engine_from_config as engine_from_config
from sqlalchemy.sql.schema import MetaData as MetaData
