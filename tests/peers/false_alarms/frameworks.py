# Endpoints that a framework runs in a thread.
import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/price")
def price(article: str):
    return requests.get(article, timeout=3).json()  # ok: a plain endpoint runs in a thread (found by deslop)


@app.get("/name")
async def name():  # ok: may be a coroutine function without an `await` (found by SonarPython and flake8-async)
    return "name"
