# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/openai-async
import servers
from openai import OpenAI

URL = servers.openai()


async def main():
    client = OpenAI(base_url=URL, api_key="none")
    messages = [{"role": "user", "content": "hello to you"}]
    completion = client.chat.completions.create(model="large", messages=messages)
    print(completion.choices[0].message.content)
    stream = client.chat.completions.create(model="large", messages=messages, stream=True)
    for chunk in stream:
        print(chunk.choices[0].delta.content)
