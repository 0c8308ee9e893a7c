"""Commands over SSH."""

from fabric.connection import Connection as Connection
