"""Runs functions in threads."""

from starlette.concurrency import run_in_threadpool as run_in_threadpool
