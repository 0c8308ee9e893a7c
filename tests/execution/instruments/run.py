"""Runs one version of a scenario under the instruments and prints what they saw, as JSON.

`run.py PROGRAM '{"on": "asyncio", "uses": [], "later": null, "clock": "stepped"}'`. The program is a file with `async def main()`,
or with `def main()`, which starts its event loops itself.
"""

import contextlib
import gc
import importlib
import inspect
import io
import json
import os
import sys
import traceback

import blocking
import later
from clock import Clock
from observed import Observed

MOST_POINTS = 100
"""Suspension points at which a scenario is cancelled at most."""


def watch(names: list[str], observed: Observed) -> None:
    """Notes each use of an attribute of a module or class by its qualified name; the program gets it all the same."""
    for name in names:
        owner_name, attribute = name.rsplit(".", 1)
        owner = importlib.import_module(owner_name)
        value = vars(owner).pop(attribute)
        hidden = vars(owner).setdefault("_hidden_from_program", {})
        hidden[attribute] = value

        def find(wanted, owner_name=owner_name, hidden=hidden, owner=owner):
            if wanted not in hidden:
                raise AttributeError(f"module '{owner_name}' has no attribute '{wanted}'")
            if sys._getframe(1).f_code.co_filename == PROGRAM:
                observed.uses.append(f"{owner_name}.{wanted}")
            return hidden[wanted]

        owner.__getattr__ = find


def load() -> dict:
    with open(PROGRAM, encoding="utf-8") as file:
        text = file.read()
    module = type(sys)("program")
    module.__file__ = PROGRAM
    sys.modules["program"] = module
    exec(compile(text, PROGRAM, "exec"), vars(module))
    return vars(module)


def run_once(settings: dict, observed: Observed, cancel_at: int | None) -> tuple[str, str]:
    """What the program printed and how it ended."""
    printed = io.StringIO()
    ending = "returned"
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            main = load()["main"]
            # The loops collect garbage at every turn, and need not look at what the program imports.
            gc.freeze()
            if inspect.iscoroutinefunction(main):
                RUN(main, CLOCK, observed, cancel_at)
            else:
                main()
        except BaseException as error:
            ending = f"{type(error).__name__}: {error}"
            if settings.get("trace"):
                traceback.print_exc(file=sys.__stderr__)
            error.__traceback__ = None
            del error
        main = None
        sys.modules.pop("program", None)
        gc.collect()
    return printed.getvalue(), ending


def main() -> None:
    settings = json.loads(sys.argv[2])
    observed = Observed()
    observed.listen()
    blocking.install(CLOCK, PROGRAM)
    if settings["on"] == "asyncio":
        import asyncio

        asyncio.set_event_loop_policy(kit.Policy(CLOCK, observed))
    if settings["later"]:
        major, minor = settings["later"].split(".")
        later.install((int(major), int(minor)))
    watch(settings["uses"], observed)
    printed, ended = run_once(settings, observed, None)
    defects = observed.defects()
    survived = []
    points = observed.points
    if settings["cancel"]:
        for at in range(1, min(points, MOST_POINTS) + 1):
            seen = Observed()
            ending = run_once(settings, seen, at)[1]
            # On a real clock a run may come to fewer points than the one before.
            if not seen.cancelled and seen.points >= at:
                survived.append(f"{at}: {ending}")
        if survived:
            defects.append("survives cancellation")
    json.dump(
        {
            "printed": printed,
            "ending": ended,
            "defects": defects,
            "complaints": observed.complaints,
            "gap": observed.longest_gap,
            "points": points,
            "survived": survived,
        },
        sys.__stdout__,
    )


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv[1])
    on = json.loads(sys.argv[2])["on"]
    if on == "trio":
        import trio_kit as kit

        CLOCK = kit.Clock()
    else:
        import asyncio_kit as kit

        CLOCK = Clock(json.loads(sys.argv[2])["clock"] == "real")
    RUN = kit.run
    main()
