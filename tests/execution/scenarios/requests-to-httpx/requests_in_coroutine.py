# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/requests-to-httpx
import requests
import servers

URL = servers.http()


async def main():
    response = requests.get(URL + "/here", timeout=10)
    print(response.status_code, response.json()["path"])
    answer = requests.post(URL + "/there", json={"name": "a"}, timeout=10).json()
    print(answer["method"], answer["path"])
    try:
        missing = requests.get(URL + "/missing", timeout=10)
        missing.raise_for_status()
    except requests.HTTPError:
        print("failed")
