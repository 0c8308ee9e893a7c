"""Tensors and models."""

from torch import hub as hub
from torch.serialization import load as load, save as save
