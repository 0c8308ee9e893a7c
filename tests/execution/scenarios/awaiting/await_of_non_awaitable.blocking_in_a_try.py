# safety: unsafe
# after: built
import asyncio
import subprocess
import sys
import time


async def build():
    try:
        await time.sleep(1)
        done = await subprocess.run([sys.executable, "-c", "print('built')"], capture_output=True, text=True)
        return done.stdout.strip()
    except Exception as error:
        return type(error).__name__


async def main():
    print(await build())
