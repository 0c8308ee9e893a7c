"""Compares asyncfix with its peers as whole processes: wall time, processor time and peak memory.

Needs Python 3.11 and nothing else; the peers are installed, pinned, into a virtual environment below --work.
Runs alternate, so that what else the machine does falls on all tools alike. The ratio is the median of the ratios of
runs that followed each other, which says more than the ratio of the medians.
"""

import argparse
import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys
import time
import venv

ALL_TOGETHER = "all together"


@dataclasses.dataclass(frozen=True)
class Peer:
    """Another tool: what pip installs, and its command line before the paths."""

    name: str
    requirement: str
    arguments: tuple[str, ...]
    #: Takes minutes: it runs once, and only if --slow asks for it.
    is_slow: bool = False


PEERS = (
    Peer(
        name="ruff",
        requirement="ruff==0.17.6",
        arguments=(
            "check", "--select", "ASYNC,RUF006,RUF029", "--preview", "--isolated", "--no-cache",
            "--target-version", "py314", "--output-format", "concise",
        ),
    ),
    Peer(name="hydroid", requirement="hydroid-cli==0.5.0", arguments=("--no-cache",), is_slow=True),
)  # fmt: skip

ASYNCFIX_ARGUMENTS = ("--isolated", "--output-format", "concise")

#: asyncfix with what its last run has kept, nothing having changed.
WARM = "asyncfix, warm"


@dataclasses.dataclass(frozen=True)
class Run:
    """One process: seconds, and bytes of memory at the peak."""

    wall: float
    processor: float
    memory: int


def main() -> None:
    options = parse_options()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    binary = str(options.asyncfix.resolve())
    tools = {
        "asyncfix": [binary, "--no-cache", *ASYNCFIX_ARGUMENTS],
        WARM: [binary, *ASYNCFIX_ARGUMENTS],
    }
    slow = {}
    for peer in PEERS:
        if options.slow or not peer.is_slow:
            (slow if peer.is_slow else tools)[peer.name] = [str(install(peer, work)), *peer.arguments]
    for name, command in (tools | slow).items():
        print(f"{name}: {version(command[0])}: {' '.join([name, *command[1:]])} PATH")
    print(f"{options.runs} runs each after {options.warm_up} to warm up (slow peers: one run); medians\n")
    # The cache lies in the working directory.
    os.chdir(work)

    targets = dict(options.projects)
    if len(targets) > 1:
        targets[ALL_TOGETHER] = list(dict.fromkeys(path for paths in targets.values() for path in paths))
    print("| project | tool | wall | processor | memory | lines | wall, asyncfix ÷ tool |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for target, paths in targets.items():
        runs = measure(tools, paths, work, options)
        for tool in tools:
            lines = output_file(work, tool).read_bytes().count(b"\n")
            print(row(target, tool, runs[tool], lines, ratio(runs["asyncfix"], runs[tool])), flush=True)
        for tool, command in slow.items() if len(paths) == 1 else ():
            run = run_once([*command, *paths], output_file(work, tool))
            lines = output_file(work, tool).read_bytes().count(b"\n")
            wall = statistics.median(run.wall for run in runs["asyncfix"])
            print(row(target, tool, [run], lines, wall / run.wall), flush=True)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--asyncfix", type=pathlib.Path, required=True, help="the binary, built for release")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="a folder for environments and outputs")
    parser.add_argument("--runs", type=int, default=7, help="how many runs count (default 7)")
    parser.add_argument("--slow", action="store_true", help="run the peers that take minutes as well, once each")
    parser.add_argument("--warm-up", type=int, default=1, help="how many runs go before (default 1)")
    parser.add_argument("projects", type=project, nargs="+", metavar="[NAME=]PATH", help="a project's folder")
    return parser.parse_args()


def project(text: str) -> tuple[str, list[str]]:
    name, separator, path = text.partition("=")
    folder = pathlib.Path(path if separator else text).resolve()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"no such folder: {folder}")
    return (name if separator else folder.name), [str(folder)]


def install(peer: Peer, work: pathlib.Path) -> pathlib.Path:
    """The peer's executable, from an environment of its own that is made once."""
    environment = work / "environments" / peer.requirement
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    executable = scripts / (peer.name + (".exe" if os.name == "nt" else ""))
    if not executable.exists():
        venv.create(environment, with_pip=True, clear=True)
        pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, peer.requirement], check=True)
    return executable


def version(executable: str) -> str:
    return subprocess.run([executable, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def measure(
    tools: dict[str, list[str]], paths: list[str], work: pathlib.Path, options: argparse.Namespace
) -> dict[str, list[Run]]:
    """Runs all tools in turn; every other round backwards, so that none always follows the same one."""
    runs: dict[str, list[Run]] = {tool: [] for tool in tools}
    for number in range(options.warm_up + options.runs):
        names = list(tools) if number % 2 == 0 else list(reversed(tools))
        for tool in names:
            run = run_once([*tools[tool], *paths], output_file(work, tool))
            if number >= options.warm_up:
                runs[tool].append(run)
    return runs


def run_once(command: list[str], output: pathlib.Path) -> Run:
    errors = output.with_suffix(".errors")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, str(errors), flags, 0o644),
    ]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    # 1 says that there are findings.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{errors.read_text(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def output_file(work: pathlib.Path, tool: str) -> pathlib.Path:
    return work / f"{tool}.output"


def ratio(ours: list[Run], theirs: list[Run]) -> float:
    return statistics.median(our.wall / their.wall for our, their in zip(ours, theirs, strict=True))


def row(target: str, tool: str, runs: list[Run], lines: int, wall_ratio: float) -> str:
    wall = statistics.median(run.wall for run in runs)
    processor = statistics.median(run.processor for run in runs)
    memory = statistics.median(run.memory for run in runs) / 2**20
    comparison = "" if tool == "asyncfix" else f"{wall_ratio:.3f}" if wall_ratio < 0.1 else f"{wall_ratio:.2f}"
    cells = [target, tool, f"{wall:.3f} s", f"{processor:.3f} s", f"{memory:.0f} MiB", str(lines), comparison]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
