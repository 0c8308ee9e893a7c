# raises: TypeError
import asyncio


async def numbers():
    for number in range(3):
        await asyncio.sleep(1)
        yield number


async def main():
    print("counting")
    print([number for number in numbers()])
    for number in numbers():
        print(number)
