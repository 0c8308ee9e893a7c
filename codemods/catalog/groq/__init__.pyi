"""Groq's models."""

from groq._client import AsyncGroq as AsyncGroq, Groq as Groq
