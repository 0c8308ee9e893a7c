"""Time zones."""

from .tz import gettz as gettz, tzfile as tzfile
