"""Check a whole book: read everything, run all rules, and say where each fault is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from time import perf_counter
from typing import NamedTuple

from kamctl.checks.run import findings
from kamctl.errors import Problem
from kamctl.records.book import Book, Ledger
from kamctl.records.settings import Settings
from kamctl.store.locate import located
from kamctl.store.read import read_book, without_collection
from kamctl.store.record import USABLE, apart
from kamctl.store.silence import spoken
from kamctl.store.source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the book without its broken records, and all problems by path and line.

    `files` and `records` (rows of ledgers included) count what was read, `seconds` how long it took; `silenced` counts
    what the settings hide.
    """

    book: Book
    problems: tuple[Problem, ...]
    files: int
    records: int
    seconds: float
    silenced: int


class Days(NamedTuple):
    """The day of a check, and the day after which nothing can have happened: later, if one looks back."""

    day: date
    latest: date


def check(source: Source, days: Callable[[Settings], Days], step: Callable[[int, int], None] | None = None) -> Checked:
    """Return all problems of the book in `source`, as of the day that its settings lead to.

    Who looks back sees less: that a silence hides nothing is not said then. `step` is told how many files of how many
    are read.
    """
    start = perf_counter()
    book, unreadable = read_book(source, lenient=True, step=step)
    day, latest = days(book.settings)
    with without_collection():
        ruled = apart(unreadable, located(source, findings(book, day, latest)))
    essential, others = leaving_out(unreadable)
    kept, unused, silenced = spoken([*others, *ruled], essential, book)
    idle = located(source, unused) if day == latest else []
    problems = sorted([*essential, *kept, *idle], key=lambda problem: (problem.place, problem.code))
    unique = tuple({(one.place, one.code, str(one.message)): one for one in problems}.values())
    return Checked(book, unique, len(source.paths()), size(book), perf_counter() - start, silenced)


def leaving_out(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the problems of reading for which something is left out, and the others."""
    essential: list[Problem] = []
    others: list[Problem] = []
    for one in problems:
        (others if one.severity == "warning" or one.code in USABLE else essential).append(one)
    return essential, others


def size(book: Book) -> int:
    """Return how many records and ledger rows a book has, its settings included."""
    others = ("settings", "broken", "private", "kinds")
    parts = [getattr(book, field.name) for field in fields(book) if field.name not in others]
    return 1 + sum(len(part.rows) if isinstance(part, Ledger) else len(part) for part in parts)
