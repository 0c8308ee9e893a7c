# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/requests-to-httpx
import httpx
import servers

URL = servers.http()


async def main():
    with httpx.Client(timeout=10) as client:
        print(client.get(URL + "/here").json())
        with client.stream("GET", URL + "/there") as response:
            for line in response.iter_lines():
                print(line)
    print(httpx.get(URL + "/moved").status_code)
