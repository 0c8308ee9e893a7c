# defect: blocked
# safety: unsafe
# clock: real
# target: 3.11
# needs: packs/asyncio-subprocess
import asyncio
import subprocess
import sys


async def main():
    done = subprocess.run([sys.executable, "-c", "print(input())"], input=b"hello", capture_output=True, check=True)
    print(done.returncode, done.stdout)
    try:
        subprocess.check_call([sys.executable, "-c", "raise SystemExit(3)"])
    except subprocess.CalledProcessError as error:
        print("failed", error.returncode)
    await asyncio.sleep(0)
