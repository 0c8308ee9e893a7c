"""Tables in databases."""

from asyncfix import blocking

__thread_safe__ = True

@blocking("db")
def read_sql(*args, **kwargs): ...
@blocking("db")
def read_sql_query(*args, **kwargs): ...
@blocking("db")
def read_sql_table(*args, **kwargs): ...
