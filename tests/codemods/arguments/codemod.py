"""Fetch by the client."""
import requests

from shop.http import client

safety = "safe"


async def before(url, *args, timeout=5, **options):
    requests.get(url, *args, timeout=timeout, **options)


async def after(url, *args, timeout=5, **options):
    await client.get(url, *args, deadline=timeout, **options)
