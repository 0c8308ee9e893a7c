# raises: TypeError
# defect: blocked
# clock: real
import asyncio
import subprocess
import sys
import time


async def build():
    done = await subprocess.run([sys.executable, "-c", "print('built')"], capture_output=True, text=True)
    await time.sleep(1)
    return done.stdout.strip()


async def main():
    print(await build())
