"""A client of a real server that this program starts: values, scans, pipelines, locks, scripts, subscriptions and errors."""
import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import redis
from redis import Redis, from_url


async def values(port):
    client = redis.Redis("127.0.0.1", port, 0, decode_responses=True)
    client.flushall()
    client.set("name", "Ada", ex=100)
    print(client.get("name"), client.ttl("name") > 0, client.get("nothing"))
    if not client.exists("visits"):
        print(client.incr("visits"), client.incrby("visits", 4))
    client.hset("person", mapping={"first": "Alan", "last": "Turing"})
    print(sorted(client.hgetall("person").items()))
    client.rpush("list", *"abc")
    print(client.lrange("list", 0, -1)[::-1], client.execute_command("LLEN", "list"))
    print(client.blpop("list", timeout=1), client.zadd("scores", {"a": 1, "b": 2}))
    print([name.upper() for name in client.smembers("nobody")], client.zrange("scores", 0, -1, withscores=True))
    client.close()


async def scans(path):
    with Redis(unix_socket_path=path) as client:
        client.mset({f"key:{number}": number for number in range(30)})
        total = 0
        for key in client.scan_iter("key:*", count=5):
            total += int(client.get(key))
        print(total, len(list(client.scan_iter("key:*"))), set(client.scan_iter("key:1")))
        print(sorted(list(client.hscan_iter("person"))))


async def pipelines(url):
    client = from_url(url)
    with client.pipeline(transaction=True) as pipe:
        pipe.set("a", 1)
        pipe.incr("a").incr("a")
        print(pipe.execute())
    batch = client.pipeline()
    for number in range(3):
        batch.lpush("batch", number)
    print(batch.execute(raise_on_error=False))
    print(client.pipeline().get("a").lrange("batch", 0, -1).execute())
    broken = client.pipeline()
    broken.set("text", "a").incr("text")
    try:
        broken.execute()
    except redis.ResponseError as error:
        print(type(error).__name__)
    client.close()


async def locks(url):
    client = redis.Redis.from_url(url)
    with client.lock("door", timeout=5):
        print(client.exists("door"))
    lock = client.lock("window", timeout=5)
    print(lock.acquire(blocking=False), lock.locked(), lock.owned())
    second = client.lock("window", blocking_timeout=0.1)
    print(second.acquire())
    lock.release()
    try:
        lock.release()
    except redis.exceptions.LockError:
        print("not held")
    add = client.register_script("return redis.call('incrby', KEYS[1], ARGV[1])")
    print(add(keys=["sum"], args=[5]), add(keys=["sum"], args=[6]))
    client.close()


async def subscriptions(url):
    with redis.from_url(url, decode_responses=True) as client:
        pubsub = client.pubsub(ignore_subscribe_messages=True)
        pubsub.subscribe("news")
        print(pubsub.get_message(timeout=1))
        print(client.publish("news", "first"), client.publish("news", "last"))
        for message in pubsub.listen():
            print(message["type"], message["channel"], message["data"])
            if message["data"] == "last":
                break
        pubsub.unsubscribe("news")
        pubsub.close()


async def errors(url):
    with redis.from_url(url) as client:
        client.set("text", "a")
        try:
            client.incr("text")
        except redis.ResponseError as error:
            print(error)
    nobody = redis.Redis(unix_socket_path="/nowhere")
    try:
        nobody.ping()
    except redis.ConnectionError as error:
        print(type(error).__name__)
    finally:
        nobody.close()


def wait_for(path):
    while not Path(path).exists():
        time.sleep(0.01)


async def main():
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as unused:
        path, port = f"{folder}/socket", unused.getsockname()[1]
        unused.close()
        command = [Path(sys.executable).with_name("redis-server"), "--save", "", "--port", str(port), "--unixsocket", path]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            await asyncio.to_thread(wait_for, path)
            await values(port)
            await scans(path)
            await pipelines(f"unix://{path}?db=1")
            await locks(f"unix://{path}?db=2")
            await subscriptions(f"redis://127.0.0.1:{port}/0")
            await errors(f"unix://{path}?db=3")
        finally:
            server.terminate()
            server.wait()


asyncio.run(main())
