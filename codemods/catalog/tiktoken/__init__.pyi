"""Tokens. An encoding is downloaded or read from disk at first use."""

from .model import encoding_for_model as encoding_for_model
from .registry import get_encoding as get_encoding
