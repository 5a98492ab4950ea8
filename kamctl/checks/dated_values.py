"""Which fields of which records are dated values, and which of these are judgements that age."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kamctl.checks.finding import Path
from kamctl.records.book import Book
from kamctl.records.dated import Entry

Entries = tuple[Entry[Any], ...]
# Fields that are dated values, and fields that hold some.
DATED = {
    "account": ("owner", "competitor_key_account", "value_type", "kam_stage"),
    "contact": ("influence", "level", "stance", "role"),
    "install": ("site", "units", "condition", "satisfaction"),
    "competitor": ("market_share", "threat"),
}
HOLDERS = {"account": ("ratings", "value_answers", "potential")}
COLLECTIONS = {"account": "accounts", "contact": "contacts", "install": "installs", "competitor": "competitors"}
RATED = frozenset(("ratings", "value_answers", "influence", "level", "stance", "condition", "satisfaction", "threat"))
"""First keys of the judgements among them."""


class Value(NamedTuple):
    """A dated value: its path in the record and its entries, oldest first."""

    path: Path
    entries: Entries

    @property
    def rated(self) -> bool:
        """Return whether it is somebody's judgement, not a plain fact."""
        return self.path[0] in RATED


def values_of(kind: str, record: Any) -> Iterator[Value]:
    """Yield the dated values that a record gives."""
    given = record.model_fields_set
    for name in DATED[kind]:
        if name in given and (entries := getattr(record, name)):
            yield Value((name,), entries)
    for name in HOLDERS.get(kind, ()):
        if name in given:
            held = getattr(record, name)
            for key, entries in held.items() if isinstance(held, dict) else held:
                if entries:
                    yield Value((name, key), entries)


def dated_records(book: Book) -> Iterator[tuple[str, str, Iterator[Value]]]:
    """Yield kind, full id and dated values of every record that may have some."""
    for kind, collection in COLLECTIONS.items():
        for full_id, record in getattr(book, collection).items():
            yield kind, full_id, values_of(kind, record)
