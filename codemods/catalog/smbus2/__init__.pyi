"""The I²C bus."""

from .smbus2 import SMBus as SMBus
