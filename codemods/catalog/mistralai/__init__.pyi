"""Mistral's models."""

from mistralai.sdk import Mistral as Mistral
