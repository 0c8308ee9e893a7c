"""Clients, under their older name."""

from pymongo.synchronous.mongo_client import MongoClient as MongoClient
