"""Google's models."""

from .client import Client as Client
