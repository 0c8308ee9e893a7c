"""Anthropic's models."""

from anthropic._client import (
    Anthropic as Anthropic,
    AsyncAnthropic as AsyncAnthropic,
    AsyncClient as AsyncClient,
    Client as Client,
)
