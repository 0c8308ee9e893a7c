"""Waits for a page to change."""

from .wait import WebDriverWait as WebDriverWait
