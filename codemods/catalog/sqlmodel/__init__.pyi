"""Tables as Pydantic models."""

from sqlalchemy.engine.create import create_engine as create_engine
from sqlmodel.orm.session import Session as Session
