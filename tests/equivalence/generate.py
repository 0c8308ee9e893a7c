"""Writes programs: each pattern in each context, and a seeded sample of contexts in contexts.

`generate.py FOLDER SAMPLES` makes `FOLDER/<target>/<pattern>_<number>.py`; programs that Python itself refuses are left out.
"""

import random
import sys
import textwrap
from pathlib import Path

from contexts import EXPRESSIONS, STATEMENTS
from patterns import PATTERNS

SEED = 5


def program(pattern, expression: str, statement: str) -> str:
    inner = expression.format(E=pattern.expression)
    body = textwrap.indent(statement.format(X=inner), "    ")
    return f"import asyncio\n{pattern.head}\n\n\nasync def main():\n{body}\n"


def main(folder: Path, samples: int) -> None:
    pick = random.Random(SEED)
    written = refused = 0
    for pattern in PATTERNS:
        places = [(expression, STATEMENTS[1]) for expression in EXPRESSIONS]
        places += [(EXPRESSIONS[0], statement) for statement in STATEMENTS]
        others = [(expression, statement) for expression in EXPRESSIONS for statement in STATEMENTS]
        places += pick.sample(others, samples)
        (folder / pattern.target).mkdir(parents=True, exist_ok=True)
        for number, (expression, statement) in enumerate(places):
            text = program(pattern, expression, statement)
            try:
                compile(text, "program", "exec")
            except SyntaxError:
                refused += 1
                continue
            (folder / pattern.target / f"{pattern.name}_{number}.py").write_text(text)
            written += 1
    print(f"{written} programs, {refused} more that Python refuses")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
