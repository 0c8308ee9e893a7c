"""The classes of psycopg2."""

from psycopg2._psycopg import connection as connection, cursor as cursor
