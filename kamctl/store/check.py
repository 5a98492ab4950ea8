"""Check a whole book: read everything, run all rules, and say where each fault is."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from time import perf_counter

from kamctl.checks.run import findings
from kamctl.errors import Problem
from kamctl.records.book import Book, Ledger
from kamctl.records.settings import Settings
from kamctl.store.locate import located
from kamctl.store.read import read_book, without_collection
from kamctl.store.record import apart
from kamctl.store.silence import spoken
from kamctl.store.source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the book without its broken records, and all problems by path and line.

    `files` and `records` (rows of ledgers included) count what was read, `seconds` how long it took.
    """

    book: Book
    problems: tuple[Problem, ...]
    files: int
    records: int
    seconds: float


def check(source: Source, day: Callable[[Settings], date], step: Callable[[int, int], None] | None = None) -> Checked:
    """Return all problems of the book in `source`, as of the day that its settings lead to.

    `step` is told how many files of how many are read.
    """
    start = perf_counter()
    book, unreadable = read_book(source, lenient=True, step=step)
    with without_collection():
        ruled = apart(unreadable, located(source, findings(book, day(book.settings))))
    kept, unused = spoken([*unreadable, *ruled], book)
    problems = sorted([*kept, *located(source, unused)], key=lambda problem: (problem.place, problem.code))
    unique = tuple({(one.place, one.code, str(one.message)): one for one in problems}.values())
    return Checked(book, unique, len(source.paths()), size(book), perf_counter() - start)


def size(book: Book) -> int:
    """Return how many records and ledger rows a book has, its settings included."""
    others = ("settings", "broken", "private", "kinds")
    parts = [getattr(book, field.name) for field in fields(book) if field.name not in others]
    return 1 + sum(len(part.rows) if isinstance(part, Ledger) else len(part) for part in parts)
