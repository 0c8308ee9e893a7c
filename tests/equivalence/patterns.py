"""What is repaired: expressions with a safe fix, each with what the module needs, the rule, and the target version.

`seen(tag, value)` takes down that it was called and gives the value: the order of everything is compared.
"""

import dataclasses


@dataclasses.dataclass
class Pattern:
    name: str
    rule: str
    expression: str
    head: str = ""
    target: str = "3.11"
    fewest: int = 100
    """In how many of the contexts it must be repaired at least, so that silence everywhere is no success."""


PATTERNS = [
    Pattern("sleep", "AFX101", "time.sleep(seen('n', 0))", "import time"),
    Pattern("sleep_alias", "AFX101", "pause(seen('n', 0))", "from time import sleep as pause"),
    Pattern("sleep_keyword_module", "AFX101", "clock.sleep(0 if seen('n', 1) else 1)", "import time as clock"),
    Pattern("check_output", "AFX102", "subprocess.check_output([seen('a', 'x')], timeout=seen('t', 3))", "import subprocess"),
    Pattern("gethostbyname", "AFX102", "socket.gethostbyname(seen('h', 'host'))", "import socket"),
    Pattern("system", "AFX102", "os.system(seen('c', 'true'))", "import os"),
    Pattern("read_text", "AFX102", "Path(seen('p', 'text.txt')).read_text(encoding=seen('e', 'utf-8'))", "from pathlib import Path"),
    Pattern(
        "chain",
        "AFX103",
        "work(seen('s', 0), twice=seen('b', True))",
        "import time\n\n\ndef work(number, twice):\n    time.sleep(number)\n    return number * 2 if twice else number",
    ),
    Pattern("loop", "AFX701", "asyncio.get_event_loop()", ""),
    Pattern("alias", "AFX703", "asyncio.TimeoutError", ""),
    Pattern("alias_class", "AFX703", "issubclass(OSError, seen('t', (asyncio.TimeoutError, ValueError)))", ""),
    Pattern("iscoroutinefunction", "AFX704", "asyncio.iscoroutinefunction(seen('f', value))", "", "3.14"),
    Pattern(
        "ensured",
        "AFX712",
        "asyncio.ensure_future(fetch(seen('v', 1)))",
        "\n\nasync def fetch(given):\n    return seen('fetch', given)",
    ),
]
