"""Prices from the supplier."""

import time

import requests

URL = "https://supplier.example/prices"


async def fetch_price(article):
    # The supplier allows one request a second.
    time.sleep(1)
    price = requests.get(URL, params={"article": article}, timeout=5).json()["price"]
    return price


async def refresh(articles, cache):
    for article in articles:
        cache[article] = await fetch_price(article)
