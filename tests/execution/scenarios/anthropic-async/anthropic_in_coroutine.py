# defect: blocked
# safety: unsafe
# clock: real
# needs: packs/anthropic-async
import anthropic
import servers

URL = servers.anthropic()


async def main():
    client = anthropic.Anthropic(base_url=URL, api_key="none")
    messages = [{"role": "user", "content": "hello to you"}]
    with client.messages.stream(model="large", max_tokens=10, messages=messages) as stream:
        for text in stream.text_stream:
            print(text)
    message = client.messages.create(model="large", max_tokens=10, messages=messages)
    print(message.content[0].text)
