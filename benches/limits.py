"""Peak memory and time of asyncfix on files of 16 MB and 100 MB and on a tree of 200,000 files.

    python3.11 benches/limits.py --asyncfix target/release/asyncfix --work /tmp/limits
"""

import argparse
import os
import subprocess
import time
from pathlib import Path

FUNCTION = """
async def fetch_{0}(session, url, *, retries=3):
    for attempt in range(retries):
        response = await session.get(url, params={{"page": attempt, "number": {0}}})
        if response.status == 200:
            return await response.json()
    raise LookupError(f"nothing at {{url}} after {{retries}} attempts")

"""
BLOCKING = "import time\n\n\nasync def f():\n    time.sleep(1)\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--asyncfix", type=Path, required=True, help="a release build")
    parser.add_argument("--work", type=Path, required=True, help="a folder for the files")
    arguments = parser.parse_args()
    print("| what | wall | memory | exit | last line |\n|---|--:|--:|--:|---|")
    places = [(f"a file of {size} MB", large_file(arguments.work, size)) for size in (16, 100)]
    for what, place in [*places, ("200,000 files", large_tree(arguments.work))]:
        for options in ([], ["--diff"]):
            measure(f"{what} {' '.join(options)}".strip(), [arguments.asyncfix, "--isolated", "--no-cache", *options, place])


def large_file(work: Path, size: int) -> Path:
    path = work / f"large{size}" / "large.py"
    if not path.exists():
        path.parent.mkdir(parents=True)
        with path.open("w") as file:
            file.write(BLOCKING)
            number = 0
            while file.tell() < size * 1_000_000:
                number += 1
                file.write(FUNCTION.format(number))
    return path


def large_tree(work: Path) -> Path:
    root = work / "tree"
    if not root.exists():
        for number in range(200_000):
            path = root / f"p{number // 5000}" / f"q{number // 100 % 50}" / f"m{number}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(BLOCKING if number % 1000 == 0 else "import asyncio\n" + FUNCTION.format(number))
    return root


def measure(what: str, command: list) -> None:
    start = time.monotonic()
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told = run.stdout.read().splitlines()
    _, status, usage = os.wait4(run.pid, 0)
    seconds = time.monotonic() - start
    memory = usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024) / 2**20
    last = told[-1][:100] if told else ""
    print(f"| {what} | {seconds:.1f} s | {memory:.0f} MiB | {os.waitstatus_to_exitcode(status)} | {last} |", flush=True)


if __name__ == "__main__":
    main()
