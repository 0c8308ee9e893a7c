import requests as r
from requests import get as fetch


async def main(url, more, rest):
    a = r.get(url)
    b = fetch(
        url,
        headers={"a": 1},  # a comment stays
        timeout=3,
    ).json()
    c = r.get(timeout=1, url=url)
    d = r.get(url, {"q": 1}, timeout=None)
    e = r.get(*more, **rest)
    f = r.get(url, **rest)
    return a, b, c, d, e, f, not r.get(url), r.get(url) ** 2, [r.get(u) for u in more]


async def places(url):
    lazy = lambda: r.get(url)
    names = (r.get(u) for u in url)
    text = f"{r.get(url)}"

    def inner():
        return r.get(url)

    return lazy, names, text, inner


def plain(url):
    return r.get(url)


async def shadowed(requests, fetch):
    return requests.get(1), fetch(2)
