"""What a check found, as plain data, and the forms in which it is written: one file and one function for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from kamctl.errors import Message, Problem, Severity, msg
from kamctl.locale import translate
from kamctl.render.sheet import Heading
from kamctl.render.terminal import Screen

FORMS = {
    "text": "kamctl.render.problems",
    "json": "kamctl.render.findings_rows",
    "csv": "kamctl.render.findings_rows",
    "github": "kamctl.render.github",
    "gitlab": "kamctl.render.gitlab",
    "sarif": "kamctl.render.sarif",
}
"""The forms by name, with the module whose function `render_<form>` writes it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means: what must hold, why, the remedy, an example that breaks it and one that does not."""

    severity: Severity
    title: Message
    rule: Message
    why: Message
    remedy: Message
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found. The paths of the problems are as they are to be shown; `screen` is where they are shown.

    `files` and `records` (rows of ledgers included) were read in `seconds`. `elsewhere` counts problems that are not
    shown, since they are in parts of the book that were not asked for. `rules` explains the codes, `version` is that
    of the program.
    """

    heading: Heading
    problems: Sequence[Problem]
    files: int
    records: int
    seconds: float
    version: str
    screen: Screen
    elsewhere: int = 0
    rules: Mapping[str, Rule] = field(default_factory=dict)


def render_findings(found: Findings, form: str) -> str:
    """Return what a check found in one of FORMS."""
    render = cast(Callable[[Findings], str], getattr(import_module(FORMS[form]), f"render_{form}"))
    return render(found)


def conclusion(found: Findings) -> list[str]:
    """Return the lines that say that nothing was found, or that there is more than was asked for."""
    book = found.heading.book
    more = [translate(msg("{n} more in the rest of the book", n=found.elsewhere))] if found.elsewhere else []
    if found.problems:
        return more
    if found.elsewhere:
        return [translate(msg("{book}: nothing found here", book=book)), *more]
    sound = msg(
        "{book}: {files} files, {records} records, all sound", book=book, files=found.files, records=found.records
    )
    return [translate(sound)]
