"""The findings on real projects, kept as counts, so that a change in judgement is seen.

    python3.11 tests/corpus.py --asyncfix target/release/asyncfix ~/corpus            compares with tests/corpus.toml
    python3.11 tests/corpus.py --asyncfix target/release/asyncfix ~/corpus --update   writes it anew
    python3.11 tests/corpus.py --asyncfix NEW --before OLD ~/corpus                   says which findings came and went
    python3.11 tests/corpus.py --fetch ~/corpus                                       downloads the projects

It ends with 0 where everything is as it was, with 1 where something differs, with 2 where it could not be done. Projects that are not
in the folder are left out.
"""

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ANSWERS = Path(__file__).with_suffix(".toml")
HEAD = """\
# The findings of asyncfix on real projects: for each rule how many there are, and how many of them have a safe or an unsafe fix.
# Written by `python3 tests/corpus.py --update`, whose head says how it is used.
"""
KEPT = {".py", ".pyi", ".ipynb"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, help="a folder with a folder `NAME-VERSION` for each project")
    parser.add_argument("--asyncfix", type=Path, help="a release build")
    parser.add_argument("--before", type=Path, help="another build, whose findings are compared one by one")
    parser.add_argument("--update", action="store_true", help="write the answers anew")
    parser.add_argument("--fetch", action="store_true", help="download the projects that are not there")
    arguments = parser.parse_args()
    answers = tomllib.loads(ANSWERS.read_text())
    if arguments.fetch:
        return fetch(answers, arguments.corpus)
    if not arguments.asyncfix:
        parser.error("--asyncfix is needed")
    present = [name for name in answers if (arguments.corpus / name).is_dir()]
    if not present:
        print(f"there is none of the projects in {arguments.corpus}: get them with --fetch", file=sys.stderr)
        return 2
    if arguments.before:
        return compare(arguments.before, arguments.asyncfix, arguments.corpus, present)
    found = {name: counts(report(arguments.asyncfix, arguments.corpus / name)) for name in present}
    differences = [line for name in present for line in difference(name, answers[name]["rules"], found[name])]
    print("\n".join(differences) or f"{len(present)} projects: as they were")
    if arguments.update:
        for name in present:
            answers[name]["rules"] = found[name]
        ANSWERS.write_text(written(answers))
    return 1 if differences else 0


def report(asyncfix: Path, project: Path) -> list[dict]:
    """Every finding of every rule, with `place` for its file and line."""
    command = [asyncfix.resolve(), "--isolated", "--no-cache", "--exit-zero", "--select", "ALL", "--output-format", "json"]
    with tempfile.TemporaryDirectory() as nowhere:
        done = subprocess.run([*command, project.resolve()], cwd=nowhere, capture_output=True, text=True)
    if done.returncode not in (0, 2) or not done.stdout:
        sys.exit(f"{project}: {done.stderr}")
    findings = json.loads(done.stdout)
    for finding in findings:
        file = Path(finding["filename"])
        finding["place"] = str(file.relative_to(project.resolve())) if file.is_absolute() else str(file)
    return findings


def counts(findings: list[dict]) -> dict[str, dict[str, int]]:
    kinds = {"safe": "safe", "unsafe": "unsafe", "displayonly": "shown"}
    table: dict[str, dict[str, int]] = collections.defaultdict(lambda: {"findings": 0})
    for finding in findings:
        row = table[finding["code"] or "broken"]
        row["findings"] += 1
        if finding.get("fix"):
            kind = kinds[finding["fix"]["applicability"]]
            row[kind] = row.get(kind, 0) + 1
    kinds_in_order = ("findings", "safe", "unsafe", "shown")
    return {code: {kind: row[kind] for kind in kinds_in_order if kind in row} for code, row in sorted(table.items())}


def difference(name: str, known: dict, found: dict) -> list[str]:
    lines = []
    for code in sorted({*known, *found}):
        was, now = known.get(code, {}), found.get(code, {})
        changed = [kind for kind in ("findings", "safe", "unsafe", "shown") if was.get(kind, 0) != now.get(kind, 0)]
        lines += [f"{name} {code}: {kind} {was.get(kind, 0)} -> {now.get(kind, 0)}" for kind in changed]
    return lines


def compare(before: Path, after: Path, corpus: Path, names: list[str]) -> int:
    differs = False
    for name in names:
        def lines(build: Path) -> collections.Counter:
            found = report(build, corpus / name)
            fixes = [finding["fix"]["applicability"] if finding.get("fix") else "no fix" for finding in found]
            rows = [finding["location"]["row"] for finding in found]
            return collections.Counter(
                f"{name}/{finding['place']}:{row} {finding['code']} {fix}" for finding, row, fix in zip(found, rows, fixes)
            )

        old, new = lines(before), lines(after)
        for sign, gone in (("-", old - new), ("+", new - old)):
            for line in sorted(gone.elements()):
                differs = True
                print(sign, line)
    return int(differs)


def written(answers: dict) -> str:
    parts = [HEAD]
    for name, project in answers.items():
        parts.append(f'\n["{name}"]\nkind = "{project["kind"]}"\n\n["{name}".rules]\n')
        for code, row in project["rules"].items():
            parts.append(f"{code} = {{ {', '.join(f'{kind} = {count}' for kind, count in row.items())} }}\n")
    return "".join(parts)


def fetch(answers: dict, corpus: Path) -> int:
    """Downloads the projects with pip. None of their code runs: the environment has nothing that could build them."""
    status = 0
    with tempfile.TemporaryDirectory() as work:
        venv.create(Path(work, "environment"), with_pip=True)
        pip = [Path(work, "environment/bin/pip")]
        subprocess.run([*pip, "uninstall", "--quiet", "--yes", "setuptools", "wheel"], stderr=subprocess.DEVNULL)
        for name, project in answers.items():
            if (corpus / name).is_dir():
                continue
            source = download(pip, Path(work, name), name, project["kind"])
            if source is None:
                print(f"{name}: it cannot be downloaded", file=sys.stderr)
                status = 2
                continue
            for file in source.rglob("*"):
                if file.is_file() and (file.suffix in KEPT or file.name == "pyproject.toml"):
                    target = corpus / name / file.relative_to(source)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(file.read_bytes())
            print(f"{name}: {sum(1 for _ in (corpus / name).rglob('*.py'))} files")
    return status


def download(pip: list, work: Path, name: str, kind: str) -> Path | None:
    """The folder of a project's sources. pip unpacks an sdist before it finds that nothing can build it."""
    work.mkdir()
    wanted = "==".join(name.rsplit("-", 1))
    options = ["--no-deps", "--no-cache-dir", "--dest", work / "files"]
    if kind == "sdist":
        options += ["--no-clean", "--no-binary", ":all:", "--no-build-isolation", "--ignore-requires-python"]
    else:
        platforms = ["manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64", "any"]
        options += ["--only-binary", ":all:", "--python-version", "3.12"]
        options += [part for platform in platforms for part in ("--platform", platform)]
    subprocess.run([*pip, "download", *options, wanted], env={"TMPDIR": str(work)}, capture_output=True)
    for wheel in work.glob("files/*.whl"):
        zipfile.ZipFile(wheel).extractall(work / "wheel")
        return work / "wheel"
    return next((folder for folder in work.glob("*pip-download-*/*") if folder.is_dir()), None)


if __name__ == "__main__":
    sys.exit(main())
