import old


async def known(url):
    client = old.Client(url, port=1)
    value = client.get("a", default=None)
    with client.lock():
        client.put("a")
    batch = client.batch()
    batch.get("a").put("b")
    return value.decode(), client.get("b").decode(), batch.run(), client.batch().get("a").run()


async def another_method(url):
    client = old.Client(url)
    client.delete("a")


async def another_option(url, options):
    client = old.Client(url, pool=1)
    other = old.Client(url, **options)


async def chained(url, use):
    client = old.Client(url)
    batch = client.batch()
    use(batch.get("a"))


async def under_another_lock(url, lock):
    client = old.Client(url)
    with lock, client.lock():
        client.get("a")
    with lock:
        client.put("a")
