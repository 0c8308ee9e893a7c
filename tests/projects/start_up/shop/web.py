from contextlib import asynccontextmanager

from aiohttp import web
from fastapi import FastAPI
from shop.warm import fetch_rates
from starlette.applications import Starlette


@asynccontextmanager
async def lifespan(app):
    fetch_rates()  # AFX105
    yield


async def warm(app):
    fetch_rates()  # AFX105


async def cool():
    fetch_rates()  # AFX105


app = FastAPI(lifespan=lifespan)
other = Starlette(on_startup=[cool])
third = web.Application()
third.on_startup.append(warm)


@app.on_event("startup")
async def started():
    fetch_rates()  # AFX105


@app.get("/rates")
async def rates():  # AFX801
    return fetch_rates()  # AFX103
