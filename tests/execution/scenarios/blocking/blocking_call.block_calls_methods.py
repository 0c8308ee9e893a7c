# defect: blocked
# safety: unsafe
import asyncio

with open("lines.txt", "w") as output:
    output.write("a\nb\n")


class Reader:
    def __init__(self, parser):
        self.parse = parser
        self.text = None

    async def read(self, path):
        with open(path) as file:
            self.text = self.parse(file)
        await asyncio.sleep(0)
        return self.text


async def main():
    print(await Reader(list).read("lines.txt"))
