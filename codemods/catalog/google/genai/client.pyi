"""Clients of Google's models."""

from asyncfix import loop_bound

from .chats import AsyncChats, Chats
from .files import AsyncFiles, Files
from .models import AsyncModels, Models

@loop_bound
class AsyncClient:
    chats: AsyncChats
    files: AsyncFiles
    models: AsyncModels

class Client:
    aio: AsyncClient
    chats: Chats
    files: Files
    models: Models
