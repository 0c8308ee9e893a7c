# Requests of a pool of urllib3.
import urllib3


async def by_pool(url):
    pool = urllib3.PoolManager()
    pool.request("GET", url)  # AFX102
    urllib3.HTTPConnectionPool(url).request("POST", "/")  # AFX102


async def of_a_parameter(pool: urllib3.PoolManager, url):
    return pool.request("PUT", url)  # AFX102


async def of_an_unknown_class(pool, url):
    return pool.request("PUT", url)  # ok: whose class nobody knows, it can be a client of any library; the peer guesses
