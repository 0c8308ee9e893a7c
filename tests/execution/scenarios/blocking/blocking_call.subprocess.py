# defect: blocked
# on: asyncio trio anyio
# clock: real
import asyncio
import subprocess
import sys


async def main():
    done = subprocess.run([sys.executable, "-c", "print('hello')"], capture_output=True, text=True, check=True)
    print(done.stdout.strip(), done.returncode)
    try:
        subprocess.run([sys.executable, "-c", "raise SystemExit(3)"], check=True)
    except subprocess.CalledProcessError as error:
        print("failed", error.returncode)
    await asyncio.sleep(0)
