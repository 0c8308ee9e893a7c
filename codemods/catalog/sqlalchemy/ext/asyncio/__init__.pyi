"""SQLAlchemy for asyncio."""

from .engine import (
    AsyncConnection as AsyncConnection,
    AsyncEngine as AsyncEngine,
    async_engine_from_config as async_engine_from_config,
    create_async_engine as create_async_engine,
)
from .session import AsyncSession as AsyncSession, async_sessionmaker as async_sessionmaker
