"""What the instruments saw of one run of a program."""

import dataclasses
import sys
import warnings


SHORTEST = 1.0
"""Seconds of the clock between two beats, beyond those that were asked for, that count as a loop that was blocked."""


@dataclasses.dataclass
class Observed:
    longest_gap: float = 0.0
    complaints: list[str] = dataclasses.field(default_factory=list)
    uses: list[str] = dataclasses.field(default_factory=list)
    points: int = 0
    cancelled: bool = False

    def gap(self, seconds: float) -> None:
        self.longest_gap = max(self.longest_gap, seconds)

    def complaint(self, text: str) -> None:
        self.complaints.append(text)

    def listen(self) -> None:
        """Takes down every warning, and what the interpreter says of exceptions that nobody can raise."""
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: self.complaint(f"{category.__name__}: {message}")
        sys.unraisablehook = lambda unraisable: self.complaint(f"{unraisable.exc_type.__name__}: {unraisable.exc_value}")

    def defects(self) -> list[str]:
        """The names of what is wrong with the program."""
        kinds = {
            "was never awaited": "never awaited",
            "exception was never retrieved": "never retrieved",
            "was destroyed but it is pending": "lost task",
            "Exception in callback": "failing callback",
            "DeprecationWarning": "deprecated",
        }
        found = {name for text in self.complaints for part, name in kinds.items() if part in text}
        found.update(f"uses {name}" for name in self.uses)
        if self.longest_gap >= SHORTEST:
            found.add("blocked")
        return sorted(found)
