"""Collections, under their older name."""

from pymongo.synchronous.collection import Collection as Collection
