"""Prices of shares."""

from .multi import download as download
from .ticker import Ticker as Ticker
