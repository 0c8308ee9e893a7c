"""This machine's time zone."""

from tzlocal.unix import get_localzone as get_localzone, get_localzone_name as get_localzone_name
