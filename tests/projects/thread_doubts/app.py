import queue
import sqlite3

from work import (
    Server,
    Service,
    Storage,
    changes_global,
    connection_of_its_own,
    connection_of_others,
    cursor_of_its_own,
    handle_signals,
    load,
    made_by_another,
    open_session,
    opened,
    pass_on,
    pure,
    reads_global,
    rename,
    retry,
    several,
    storage,
    with_options,
)


async def safe(host, path, items: queue.Queue):
    pure(host, path)  # AFX103
    pass_on(items)  # AFX103
    reads_global()  # AFX103
    connection_of_its_own(path)  # AFX103
    cursor_of_its_own(path)  # AFX103
    made_by_another(path)  # AFX103
    Service("https://settings.example")  # AFX103
    retry("https://settings.example")  # AFX103
    with_options("https://data.example")  # AFX103


async def unsafe(path, connection: sqlite3.Connection, server: Server):
    handle_signals()  # AFX103
    rename("a")  # AFX103
    changes_global()  # AFX103
    connection_of_others(connection)  # AFX103
    opened(path)  # AFX103
    several(path)  # AFX103
    Storage(path)  # AFX103
    storage(path).count()  # AFX103 AFX103
    server.poll()  # AFX103
    print(server.version)  # AFX103
    load("x")  # AFX103


async def impossible():
    open_session("https://data.example")  # AFX103
