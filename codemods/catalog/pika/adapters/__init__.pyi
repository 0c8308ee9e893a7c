"""Connections of every kind."""

from pika.adapters.blocking_connection import BlockingConnection as BlockingConnection
