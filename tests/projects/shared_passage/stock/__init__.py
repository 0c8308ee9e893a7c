from .levels import below, level
