"""The documentation site, from the sources of asyncfix.

    python3 docs/build.py                       builds target/site/index.html
    python3 docs/build.py --sources FOLDER      from sources that are written already

The pages are written by `cargo run --example docs`. What makes HTML of them is installed, pinned, into an environment below `target`.
A link that leads nowhere ends it with 1, whatever else goes wrong with 2.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "docs" / "requirements.txt"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, help="a folder with mkdocs.yml and the pages, which are otherwise written")
    parser.add_argument("--target", type=Path, default=ROOT / "target", help="where everything is written")
    arguments = parser.parse_args()
    target = arguments.target.resolve()
    sources = arguments.sources
    try:
        if sources is None:
            sources = target / "site-src"
            command = ["cargo", "run", "--quiet", "--locked", "--example", "docs", "--", sources]
            subprocess.run(command, check=True, cwd=ROOT)
        python = environment(target / "site-env")
    except subprocess.CalledProcessError:
        # What was started has told what is wrong.
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    site = target / "site"
    # With --quiet, warnings would not count.
    build = [python, "-m", "mkdocs", "build", "--strict", "--config-file", sources.resolve() / "mkdocs.yml"]
    # Otherwise the theme tells of its successor, in red.
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([*build, "--site-dir", site], check=False, env=quiet)
    if done.returncode == 0:
        print(f"the site begins at {site / 'index.html'}")
    return 1 if done.returncode else 0


def environment(folder: Path) -> Path:
    """The interpreter of an environment with the requirements, made once for each state of them."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(folder, clear=True, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python


if __name__ == "__main__":
    sys.exit(main())
