"""Traps of dated facts: judgements without a day, two of one day, entries from the future.

The other trap, an unquoted text that other tools would not read as text (KAM701), is found by the reader.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from kamctl.checks.dated_values import Value, dated_records
from kamctl.checks.finding import Finding, Path, Spot, file_and_line, file_of
from kamctl.errors import msg
from kamctl.records.book import Book

# First keys of the judgements that are asked for a day: those that an account's score rests on.
ASKED = frozenset(("ratings", "value_answers"))


def dated_values(book: Book, day: date) -> Iterator[Finding]:
    """KAM702 to KAM704 for dated values: without a day, two of one day, after the day."""
    for kind, full_id, values in dated_records(book):
        undated: list[Value] = []
        later: list[Spot] = []
        for value in values:
            if value.entries[0].on is None and value.path[0] in ASKED:
                undated.append(value)
            if len(value.entries) > 1:
                yield from twice(value, file_of(kind, full_id))
            last = value.entries[-1].on
            if last is not None and last > day:
                later.append(Spot(file_of(kind, full_id), value.path, str(last), key="on"))
        if undated:
            yield without_day(file_of(kind, full_id), undated)
        yield from from_the_future(later, day)


def without_day(file: str, values: list[Value]) -> Finding:
    """Return the finding of the judgements of a record whose day is not known; KAM702."""
    message = msg("nobody knows how old these are: {keys}", keys=[str(value.path[-1]) for value in values])
    help = msg("add the day on which it was learnt: `on: 2026-11-20` beside `value:`")
    first = values[0].path
    return Finding("KAM702", file, first, message, help, "warning", value=str(first[-1]))


def twice(value: Value, file: str) -> Iterator[Finding]:
    """Yield the findings of entries of one day, of which nobody could tell the later; KAM703."""
    count = 0
    for before, entry in pairwise(value.entries):
        count = count + 1 if before.on == entry.on else 0
        if not count:
            continue
        text = None if entry.on is None else str(entry.on)
        message = msg("two entries of {day}", day=text) if text else msg("two entries without a day")
        help = msg("keep the one that holds, or give each its own day")
        also = (Spot(file, value.path, text, key="on"),) if text else ()
        yield Finding("KAM703", file, value.path, message, help, value=text, nth=count, also=also, key="on")


def from_the_future(spots: list[Spot], day: date) -> Iterator[Finding]:
    """Yield one finding for all entries of a file that are dated after the day; KAM704."""
    if not spots:
        return
    first, count = spots[0], len(spots)
    message = msg("dated after the day of the report, {day}", day=day)
    if count > 1:
        message = msg("dated after the day of the report, {day} ({count} times here)", day=day, count=count)
    help = msg("it counts from its day on; look for a wrong year, or a plan that was entered as a fact")
    yield Finding("KAM704", first.file, first.path, message, help, "warning", first.value, first.line, key=first.key)


def future_entries(book: Book, day: date) -> Iterator[Finding]:
    """KAM704 for histories, activities, quotes and surveys."""
    for full_id, deal in book.opportunities.items():
        entries = [
            (("history", index, "on"), change.on) for index, change in enumerate(deal.history) if change.on > day
        ]
        yield from in_record("opportunity", full_id, entries, day)
    for full_id, activities in book.activities.items():
        dated = [((index, "on"), one.on) for index, one in enumerate(activities.root) if one.on > day]
        yield from in_record("activities", full_id, dated, day)
    for full_id, quote in book.quotes.items():
        if quote.date > day:
            yield from in_record("quote", full_id, [(("date",), quote.date)], day)
    for full_id, survey in book.surveys.items():
        if survey.on > day:
            yield from in_record("survey", full_id, [(("on",), survey.on)], day)


def in_record(kind: str, full_id: str, entries: Sequence[tuple[Path, date]], day: date) -> Iterator[Finding]:
    """Yield the finding of a record's entries that are dated after the day."""
    if entries:
        file = file_of(kind, full_id)
        yield from from_the_future([Spot(file, path, str(on)) for path, on in entries], day)


def future_rows(book: Book, day: date) -> Iterator[Finding]:
    """KAM704 for the ledgers."""
    for ledger in (book.orders, book.invoices, book.receivables, book.rates):
        by_file: dict[str, list[Spot]] = {}
        for source, row in ledger:
            if row.date > day:
                file, line = file_and_line(source)
                by_file.setdefault(file, []).append(Spot(file, ("date",), None, line))
        for spots in by_file.values():
            yield from from_the_future(spots, day)
