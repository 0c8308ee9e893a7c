"""Berths, tides and the weather above them."""
