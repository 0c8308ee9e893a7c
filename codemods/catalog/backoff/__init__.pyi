"""Tries again."""

from backoff._decorator import on_exception as on_exception, on_predicate as on_predicate
