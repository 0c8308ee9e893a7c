"""Parallel work, and objects in files."""

from .numpy_pickle import dump as dump, load as load
from .parallel import Parallel as Parallel
