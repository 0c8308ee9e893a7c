"""A cache on disk, in SQLite."""

from .core import Cache as Cache
from .fanout import FanoutCache as FanoutCache
