"""Locks between processes, and between readers and writers."""

from fasteners.lock import ReaderWriterLock as ReaderWriterLock
from fasteners.process_lock import InterProcessLock as InterProcessLock
