"""What a check found, as plain data, and the forms in which it is written: one file and one function for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from kamctl.errors import Message, Problem, Severity, msg
from kamctl.locale import plural, translate
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

    `files` and `records` (rows of ledgers included) were read in `seconds`. `others` are problems that are not shown,
    since they are in parts of the book that were not asked for; `silenced` counts those that the settings hide, and
    `broken` the files that could be judged in part only; `warnings` say what could not be checked. `rules` explains
    the codes, `version` is that of the program.
    """

    heading: Heading
    problems: Sequence[Problem]
    files: int
    records: int
    seconds: float
    version: str
    screen: Screen
    others: Sequence[Problem] = ()
    silenced: int = 0
    broken: int = 0
    warnings: Sequence[Message] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)


def render_findings(found: Findings, form: str) -> str:
    """Return what a check found in one of FORMS."""
    render = cast(Callable[[Findings], str], getattr(import_module(FORMS[form]), f"render_{form}"))
    return render(found)


def conclusion(found: Findings) -> list[str]:
    """Return the last lines: what is not shown, and how much was found."""
    return [translate(line) for line in (*unseen(found), summary(found))]


def summary(found: Findings) -> Message:
    """Return how much was found, or that nothing was."""
    book = found.heading.book
    if found.problems:
        return count(found.problems)
    if found.others:
        return msg("{book}: nothing found here", book=book)
    return msg(
        "{book}: {files} files, {records} records, all sound", book=book, files=found.files, records=found.records
    )


def unseen(found: Findings) -> Iterator[Message]:
    """Yield how many problems are not shown, and why."""
    errors = sum(problem.severity == "error" for problem in found.others)
    if errors:
        yield msg("{n} more in the rest of the book, errors among them: {errors}", n=len(found.others), errors=errors)
    elif found.others:
        yield msg("{n} more in the rest of the book", n=len(found.others))
    if found.broken:
        yield plural(
            found.broken,
            msg("1 file is broken: more may be found once it is mended"),
            msg("{n} files are broken: more may be found once they are mended", n=found.broken),
        )
    if found.silenced:
        yield msg("{n} silenced by kamctl.yaml", n=found.silenced)


def count(problems: Sequence[Problem]) -> Message:
    """Return how many errors and warnings there are in how many files."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    files = len({problem.place.path for problem in problems})
    found = [
        plural(errors, msg("{n} error", n=errors), msg("{n} errors", n=errors)),
        plural(warnings, msg("{n} warning", n=warnings), msg("{n} warnings", n=warnings)),
    ]
    return msg(
        "{faults} in {files}",
        faults=[text for text, number in zip(found, (errors, warnings), strict=True) if number],
        files=plural(files, msg("{n} file", n=files), msg("{n} files", n=files)),
    )
