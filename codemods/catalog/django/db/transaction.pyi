"""Transactions."""

from asyncfix import blocking, calls, decorator, per_thread

# Works as a context manager, which asks the database at both ends, and as a decorator.
@blocking("db")
@per_thread("connection to the database")
@decorator("same")
def atomic(using=None, savepoint=True, durable=False): ...
@blocking("db")
@per_thread("connection to the database")
def commit(*args, **kwargs): ...
@blocking("db")
@per_thread("connection to the database")
def rollback(*args, **kwargs): ...
@blocking("db")
@per_thread("connection to the database")
def savepoint(*args, **kwargs): ...
@blocking("db")
@per_thread("connection to the database")
def savepoint_commit(*args, **kwargs): ...
@blocking("db")
@per_thread("connection to the database")
def savepoint_rollback(*args, **kwargs): ...
@calls("func")
def on_commit(func, using=None, robust=False): ...
