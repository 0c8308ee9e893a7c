"""MySQL (`mysql-connector-python`)."""

from mysql.connector.connection import MySQLConnection as MySQLConnection
from mysql.connector.pooling import connect as connect
