# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/requests-to-httpx
import requests
import servers

URL = servers.http()


async def main():
    with requests.Session() as session:
        for name in ("a", "b", "moved"):
            print(session.get(f"{URL}/{name}", timeout=10).json())
