"""Silences: findings that the settings of a book declare to be no faults, with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any

from pydantic import ValidationError

from kamctl.checks.finding import Finding
from kamctl.checks.texts.registry import BY_CODE
from kamctl.errors import Problem, msg
from kamctl.near import nearest
from kamctl.records.book import Book
from kamctl.records.settings import Silence

FILE = "kamctl.yaml"
SETTINGS = ("settings", "settings")


def spoken(
    problems: Iterable[Problem], essential: Sequence[Problem], book: Book
) -> tuple[list[Problem], list[Finding], int]:
    """Return the problems that no entry of `check.silence` hides, a finding for each entry that hides none, and how
    many are hidden. The `essential` problems, for which a file or a row is left out of all figures, can't be hidden.

    Where the settings are broken nothing is said of entries that hide none: what they are about may not be known.
    """
    broken = SETTINGS in book.broken
    silences = tuple(sound(book.broken[SETTINGS])) if broken else book.settings.check.silence
    used: set[int] = set()
    kept: list[Problem] = []
    hidden = 0
    for problem in problems:
        hiding = [index for index, silence in enumerate(silences) if hides(silence, problem)] if silences else []
        used.update(hiding)
        hidden += bool(hiding)
        if not hiding:
            kept.append(problem)
    return kept, [] if broken else list(unused(silences, used, essential)), hidden


def sound(settings: Any) -> Iterator[Silence]:
    """Yield the silences in the data of broken settings, as far as they are sound; none where the data are unknown."""
    check = settings.get("check") if isinstance(settings, dict) else None
    entries = check.get("silence") if isinstance(check, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        with suppress(ValidationError):
            yield Silence.model_validate(entry)


def hides(silence: Silence, problem: Problem) -> bool:
    """Return whether an entry is about a problem: its code, and its path, or a folder around it.

    In the path `*` stands for any text.
    """
    path, wanted = problem.place.path, silence.path.rstrip("/")
    return silence.code == problem.code and (fnmatchcase(path, wanted) or fnmatchcase(path, f"{wanted}/*"))


def unused(silences: Iterable[Silence], used: set[int], essential: Sequence[Problem]) -> Iterator[Finding]:
    """Yield KAM814 for each entry that hid nothing: the next fault of its kind would be hidden with it."""
    for index, silence in enumerate(silences):
        if index in used:
            continue
        message, help = msg("silences nothing"), msg("delete it, or correct code or path, such as accounts/nordlicht/*")
        if any(hides(silence, problem) for problem in essential):
            message = msg("silences nothing: what is left out of all figures must be told")
            help = msg("mend it; only what was read can be silenced")
        if silence.code not in BY_CODE:
            near = nearest(silence.code, BY_CODE)
            message = msg("silences nothing: there is no rule {code}", code=silence.code)
            help = msg("did you mean {near}?", near=near) if near else help
        path = ("check", "silence", index, "code")
        yield Finding("KAM814", FILE, path, message, help, "warning", silence.code)
