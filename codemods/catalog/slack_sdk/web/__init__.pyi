"""Slack's API."""

from .client import WebClient as WebClient
