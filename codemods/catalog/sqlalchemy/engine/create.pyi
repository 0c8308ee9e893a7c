"""Makes engines, which connect later."""

from asyncfix import async_twin

from .base import Engine

@async_twin("sqlalchemy.ext.asyncio.create_async_engine")
def create_engine(url, **kwargs) -> Engine: ...
@async_twin("sqlalchemy.ext.asyncio.async_engine_from_config")
def engine_from_config(configuration, prefix="sqlalchemy.", **kwargs) -> Engine: ...
