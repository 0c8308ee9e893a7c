"""Vault."""

from hvac.v1 import Client as Client
