"""Django's databases."""

from . import transaction as transaction
