# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/redis-async
import redis
import servers

URL = servers.redis()


async def main():
    client = redis.from_url(URL, decode_responses=True, socket_timeout=None)
    client.flushdb()
    with client.pipeline() as pipe:
        pipe.set("a", 1).incr("a")
        print(pipe.execute())
    for key in client.scan_iter("*"):
        print(key, client.get(key))
    client.close()
