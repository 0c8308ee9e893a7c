from contextlib import asynccontextmanager

from fastapi import FastAPI
from shop.warm import fetch_rates, fetch_stock


class Stock:
    async def load(self):
        fetch_stock()  # AFX105
        await self.fill()

    async def fill(self):
        fetch_stock()  # AFX105

    async def refresh(self):
        fetch_stock()  # AFX103


async def used_by_both():
    fetch_rates()  # AFX103


async def given():
    fetch_rates()  # AFX103


@asynccontextmanager
async def lifespan(app):
    stock = Stock()
    await stock.load()
    await used_by_both()
    await given()
    app.state.job = given
    app.add_job(given)
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/stock")
async def stock():
    await used_by_both()
    await Stock().refresh()
