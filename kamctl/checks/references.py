"""References: every name that a field uses must be of something that exists, of the right account."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from kamctl.checks import pointers, raw_pointers
from kamctl.checks.finding import Finding, file_and_line, file_of
from kamctl.checks.names import Fault, Names
from kamctl.checks.pointers import Pointer
from kamctl.records.book import Book, account_of

OF_ACCOUNT: tuple[tuple[str, str, Callable[[Any], Iterator[Pointer]]], ...] = (
    ("account", "accounts", pointers.of_account),
    ("contact", "contacts", pointers.of_contact),
    ("install", "installs", pointers.of_install),
    ("opportunity", "opportunities", pointers.of_opportunity),
    ("quote", "quotes", pointers.of_quote),
    ("contract", "contracts", pointers.of_contract),
    ("activities", "activities", pointers.of_activities),
    ("survey", "surveys", pointers.of_survey),
    ("plan", "plans", pointers.of_plan),
    ("competitor", "competitors", pointers.of_competitor),
    ("targets", "targets", pointers.of_targets),
)


NAMED = ("account", "site", "product", "options", "opportunity")
"""Columns of ledgers that name something."""
# Fields that may name a record of another customer: people change employers.
ELSEWHERE = frozenset((("moved_to",),))


def references(book: Book, day: date) -> Iterator[Finding]:
    """KAM301, KAM304: a name leads nowhere, or to another customer; in records, ledgers, and what is broken of both."""
    names = Names(book)
    yield from record_references(names)
    yield from ledger_references(names)
    yield from spoilt_references(names)


def record_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for the fields of records."""
    book, good = names.book, names.good
    for kind, collection, pointers_of in OF_ACCOUNT:
        for full_id, record in getattr(book, collection).items():
            account = account_of(full_id)
            for pointer in pointers_of(record):
                _, target, name, _ = pointer
                fault = None if name in good[target] else names.judge(pointer, account)
                if fault:
                    yield from told(fault, pointer, file_of(kind, full_id))
    for name, person in book.team.items():
        for pointer in pointers.of_person(name, person):
            yield from judged(names, pointer, "", "team.yaml")
    for code, product in book.products.items():
        for pointer in pointers.of_product(code, product):
            yield from judged(names, pointer, "", "products.yaml")


def judged(names: Names, pointer: Pointer, account: str, file: str, line: int | None = None) -> Iterator[Finding]:
    """Yield the finding of a pointer that leads nowhere, or to another customer."""
    fault = names.judge(pointer, account)
    if fault:
        yield from told(fault, pointer, file, line)


def told(fault: Fault, pointer: Pointer, file: str, line: int | None = None) -> Iterator[Finding]:
    """Yield the finding of a fault; none where another customer's record may be named."""
    code, message, help = fault
    if not (code == "KAM304" and pointer.path in ELSEWHERE):
        yield Finding(code, file, pointer.path, message, help, value=pointer.name, line=line)


def ledger_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for rows of the ledgers: account, site, product, options, opportunity."""
    book = names.book
    sound: set[tuple[object, ...]] = set()  # most rows name what other rows named before
    for ledger in (book.orders, book.invoices, book.receivables):
        for source, row in ledger:
            named = tuple(map(row.__dict__.get, NAMED))  # getattr is slow where a ledger lacks the column
            if named in sound:
                continue
            file, _, line = source.rpartition(":")
            found = [one for pointer in of_row(row) for one in judged(names, pointer, row.account, file, int(line))]
            yield from found
            if not found:
                sound.add(named)


def spoilt_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for records and rows that have other faults, too: all of them are told at once."""
    book = names.book
    for (kind, full_id), data in book.broken.items():
        if data is not None and kind not in ("settings", "private"):
            for pointer in raw_pointers.of_data(kind, data):
                yield from judged(names, pointer, account_of(full_id), file_of(kind, full_id))
    for ledger in (book.orders, book.invoices, book.receivables):
        for source, cells in ledger.spoilt:
            file, line = file_and_line(source)
            for pointer in raw_pointers.of_cells(cells):
                yield from judged(names, pointer, cells.get("account", ""), file, line)


def of_row(row: Any) -> Iterator[Pointer]:
    """Yield what a ledger row names."""
    yield Pointer(("account",), "account", row.account)
    yield from pointers.some(("site",), "site", getattr(row, "site", None))
    yield from pointers.some(("product",), "product", getattr(row, "product", None))
    for option in getattr(row, "options", ()):
        yield Pointer(("options",), "option", option, row.product)
    yield from pointers.some(("opportunity",), "opportunity", getattr(row, "opportunity", None))
