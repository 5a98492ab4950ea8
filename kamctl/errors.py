"""What can go wrong: `KamError` stops the program, a `Problem` is a fault in the data.

Both carry a `Message`: a template in English and the values that fill it, so that the text is translated
where it is shown and tests can look at the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

FINDINGS = 1
USAGE = 2
DATA = 3
CONFLICT = 4
IO = 5
GIT = 6
BUG = 70
INTERRUPTED = 130
PIPE = 141
TERMINATED = 143

UNSETTLED = "KAM105"  # the code of a merge conflict marker in a file


@dataclass(frozen=True, slots=True)
class Message:
    """A text for users: `template` is the gettext id, `values` fill its `{names}`.

    `context` tells two meanings of one word apart (stage `commit`, command `commit`).
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    context: str = ""

    def __str__(self) -> str:
        return self.template.format_map(self.values) if self.values else self.template


def msg(template: str, /, **values: object) -> Message:
    """Return a message; the catalogue tool finds the literal first argument of this call."""
    return Message(template, values)


def word(context: str, text: str) -> Message:
    """Return a single word whose translation depends on `context`, e.g. word("stage", "commit")."""
    return Message(text, {}, context)


class KamError(Exception):
    """The program can't go on. `exit_code` is one of the constants above; `hint` says what to do."""

    def __init__(self, message: Message, exit_code: int, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.exit_code = exit_code
        self.hint = hint


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a file of the book: `path` relative to the book, lines and columns from 1, end exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data. `excerpt` is the source line (None where it would show personal facts)."""

    code: str
    place: Place
    message: Message
    help: Message | None = None
    severity: Severity = "error"
    excerpt: str | None = None
    also: tuple[Place, ...] = ()


class DataError(KamError):
    """The data of a needed record are broken; carries every problem found. Caught by `--keep-going`.

    Without an `exit_code` it is CONFLICT where an unsettled merge is among the problems, else DATA.
    """

    def __init__(
        self, message: Message, problems: tuple[Problem, ...], exit_code: int | None = None, hint: Message | None = None
    ) -> None:
        conflict = any(problem.code == UNSETTLED for problem in problems)
        super().__init__(message, exit_code or (CONFLICT if conflict else DATA), hint)
        self.problems = problems
