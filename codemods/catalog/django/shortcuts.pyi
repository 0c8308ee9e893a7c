"""Rows, or an error for the user."""

from asyncfix import async_twin, blocking, per_thread

@blocking("db")
@per_thread("connection to the database")
@async_twin("django.shortcuts.aget_list_or_404")
def get_list_or_404(*args, **kwargs): ...
@blocking("db")
@per_thread("connection to the database")
@async_twin("django.shortcuts.aget_object_or_404")
def get_object_or_404(*args, **kwargs): ...
async def aget_list_or_404(*args, **kwargs): ...
async def aget_object_or_404(*args, **kwargs): ...
