"""All rules, and the run of them over a book."""

from collections.abc import Iterator
from datetime import date

from kamctl.checks.finding import Finding, Rule
from kamctl.checks.references import ledger_references, orphans, parents, references, trees
from kamctl.records.book import Book

RULES: tuple[Rule, ...] = (references, ledger_references, trees, orphans)


def findings(book: Book, day: date) -> Iterator[Finding]:
    """Yield what each rule finds in the book as of `day`."""
    for rule in RULES:
        yield from rule(book, day)


def essential(book: Book, day: date) -> Iterator[Finding]:
    """Yield what makes every figure wrong: money of an unknown account, a tree of accounts that is none."""
    yield from parents(book, day)
    yield from trees(book, day)
    yield from orphans(book, day)
    for finding in ledger_references(book, day):
        if finding.path == ("account",):
            yield finding
