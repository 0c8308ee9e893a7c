"""What generated codemods cost over none, as whole processes over one project.

Needs Python 3.11 and nothing else. Two sets are made: codemods about libraries that a project may or may not import, and
codemods about the very functions that this project calls most, in forms that it hardly has. Runs alternate, so that what
else the machine does falls on all alike. The ratio is the median of the ratios of runs that followed each other.
"""

import argparse
import ast
import collections
import os
import pathlib
import resource
import statistics
import subprocess
import time

LIBRARIES = (
    "requests", "httpx", "redis", "boto3", "sqlalchemy", "pymongo", "psycopg2", "paramiko", "kafka", "pika", "celery",
    "flask", "django", "elasticsearch", "urllib3", "openai", "anthropic", "sqlite3", "subprocess", "aioredis",
)  # fmt: skip
FUNCTIONS = (
    "get", "post", "connect", "run", "execute", "load", "open", "join", "exists", "Client", "Session", "create", "close",
    "fetch", "send", "read", "write", "call", "query", "commit", "publish", "consume", "list", "delete", "update",
)  # fmt: skip

#: What `before` and `after` hold. `{name}` is the function; `y` is the body where it stands on a line of its own.
FORMS = (
    ("    {name}(x, replaced_option=y)", "    new_library.call(x, y)"),
    ("    value = {name}(x, 17, y)\n    print(value)", "    value = new_library.call(x, y)\n    print(value)"),
    ("    with {name}(x, 17) as it:\n        y", "    with new_library.call(x) as it:\n        y"),
    ("    {name}(x, y, 17)", "    new_library.call(x, y)"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--asyncfix", required=True, type=pathlib.Path, help="a release build")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder for the codemods")
    parser.add_argument("--codemods", type=int, default=500)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("project", type=pathlib.Path)
    arguments = parser.parse_args()
    number = arguments.codemods
    libraries = [f"{library}.{function}" for library in LIBRARIES for function in FUNCTIONS]
    sets = {
        "none": [],
        "libraries": libraries[:number],
        "most called": most_called(arguments.project)[:number],
    }
    commands = {}
    for label, names in sets.items():
        folder = arguments.work / label.replace(" ", "-")
        write(folder / "codemods", names)
        codemods = (folder / "codemods").absolute()
        (folder / "asyncfix.toml").write_text(f"codemods = ['{codemods}']\n" if names else "")
        commands[label] = [
            str(arguments.asyncfix.absolute()), "--config", str(folder.absolute() / "asyncfix.toml"), "--no-cache",
            "--exit-zero", "--statistics", str(arguments.project.absolute()),
        ]  # fmt: skip
    measured = measure(commands, arguments.runs, arguments.work)
    print("| codemods | wall | processor | wall ÷ none | processor ÷ none |\n|---|--:|--:|--:|--:|")
    for label, runs in measured.items():
        wall, processor = (statistics.median(run[index] for run in runs) for index in (0, 1))
        ratios = [
            statistics.median(run[index] / base[index] for run, base in zip(runs, measured["none"], strict=True))
            for index in (0, 1)
        ]
        shown = f"{len(sets[label])} ({label})" if sets[label] else "none"
        print(f"| {shown} | {wall:.3f} s | {processor:.3f} s | {ratios[0]:.2f} | {ratios[1]:.2f} |")


def most_called(project: pathlib.Path) -> list[str]:
    """The qualified names of functions of other modules, the most called ones first."""
    counts: collections.Counter[str] = collections.Counter()
    for path in sorted(project.rglob("*.py"))[::4]:
        try:
            tree = ast.parse(path.read_text())
        except (SyntaxError, UnicodeDecodeError):
            continue
        imported = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                imported |= {alias.asname or alias.name: alias.name for alias in node.names if "." not in alias.name}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                head, *rest = ast.unparse(node.func).split(".")
                if head in imported and all(part.isidentifier() for part in rest):
                    counts[".".join([imported[head], *rest])] += 1
    return [name for name, _ in counts.most_common() if "." in name]


def write(folder: pathlib.Path, names: list[str]) -> None:
    """Writes a codemod for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, name in enumerate(names):
        before, after = (text.format(name=name) for text in FORMS[index % len(FORMS)])
        body = "y: Body" if "\n        y" in before else "y"
        module = name.rpartition(".")[0]
        if module.rpartition(".")[2][:1].isupper() and "." in module:
            module = module.rpartition(".")[0]
        head = "async def" if index % 3 == 0 else "def"
        text = (
            f'"""Codemod {index}."""\nimport {module}\nimport new_library\nfrom asyncfix import Body\n\n\n'
            f"{head} before(x, {body}):\n{before}\n\n\n{head} after(x, {body}):\n{after}\n"
        )
        (folder / f"codemod_{index}.py").write_text(text)


def measure(commands: dict[str, list[str]], runs: int, work: pathlib.Path) -> dict[str, list[tuple[float, float]]]:
    """Wall and processor seconds of each command's runs, after one that does not count."""
    measured: dict[str, list[tuple[float, float]]] = {label: [] for label in commands}
    for number in range(runs + 1):
        for label, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            with open(work / "output.txt", "wb") as output:
                subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=True, cwd=work, env=os.environ)
            wall = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            if number:
                measured[label].append((wall, processor))
    return measured


if __name__ == "__main__":
    main()
