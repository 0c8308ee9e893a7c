"""Objects of a database."""

from sqlalchemy.orm.query import Query as Query
from sqlalchemy.orm.scoping import scoped_session as scoped_session
from sqlalchemy.orm.session import (
    Session as Session,
    SessionTransaction as SessionTransaction,
    sessionmaker as sessionmaker,
)
