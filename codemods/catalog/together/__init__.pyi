"""Together's models."""

from ._client import AsyncTogether as AsyncTogether, Together as Together
