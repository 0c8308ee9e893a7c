"""Programs that succeed, fail, print, read and take too long."""
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

PYTHON = sys.executable


async def plain(folder: str):
    subprocess.run([PYTHON, "-c", "open('made.txt', 'w').write('x')"], cwd=folder)
    subprocess.run([PYTHON, "-c", "raise SystemExit(3)"], check=False)
    subprocess.check_call([PYTHON, "-c", "open('more.txt', 'w').write('yy')"], cwd=folder)
    print(sorted(path.name for path in Path(folder).iterdir()))
    subprocess.call([PYTHON, "-c", "pass"])
    with open(Path(folder, "log.txt"), "w") as log:
        subprocess.run([PYTHON, "-c", "print('logged')"], stdout=log, stderr=subprocess.STDOUT, check=True)
    print(Path(folder, "log.txt").read_text())


async def failing():
    try:
        subprocess.run([PYTHON, "-c", "raise SystemExit(3)"], check=True)
    except subprocess.CalledProcessError as error:
        print(error.returncode, error.cmd[1:], error.output, error.stderr)
    try:
        done = subprocess.run([PYTHON, "-c", "print('out'); raise SystemExit(4)"], capture_output=True, check=True)
        print(done)
    except subprocess.CalledProcessError as error:
        print(error.returncode, error.output, error.stderr)
    try:
        subprocess.check_call(["no-such-program"])
    except FileNotFoundError as error:
        print(type(error).__name__)


async def results(code: list[str]):
    command = [PYTHON, *code]
    done = subprocess.run(command, capture_output=True)
    print(done.returncode, done.stdout, done.stderr)
    told = subprocess.run([PYTHON, "-c", "print('told')"], capture_output=True, text=True, check=True)
    print(told.stdout.strip().upper(), told.returncode)
    other = subprocess.run([PYTHON, "-c", "print('other')"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(other.stdout)
    given = subprocess.run([PYTHON, "-c", "print(input()[::-1])"], input=b"abc", capture_output=True)
    print(given.stdout)
    output = subprocess.check_output([PYTHON, "-c", "print('bytes')"])
    print(output)
    text = subprocess.check_output([PYTHON, "-c", "print('text')"], text=True).strip()
    print(text)
    decoded = subprocess.check_output([PYTHON, "-c", "print('decoded')"]).decode("ascii").strip()
    print(decoded)
    try:
        output = subprocess.check_output([PYTHON, "-c", "print(1); raise SystemExit(5)"], stderr=subprocess.STDOUT)
    except subprocess.CalledProcessError as error:
        print(error.returncode, error.output)


async def late():
    try:
        done = subprocess.run([PYTHON, "-c", "import time; time.sleep(60)"], capture_output=True, timeout=0.2)
        print(done)
    except subprocess.TimeoutExpired as error:
        print(type(error).__name__, error.timeout)
    done = subprocess.run([PYTHON, "-c", "print('in time')"], capture_output=True, text=True, timeout=60)
    print(done.stdout)


async def main():
    with tempfile.TemporaryDirectory() as folder:
        await plain(folder)
    await failing()
    await results(["-c", "import sys; print('a'); print('b', file=sys.stderr); sys.exit(2)"])
    await late()


asyncio.run(main())
