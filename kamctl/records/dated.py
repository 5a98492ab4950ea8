"""Dated values: what changes with time and is rated or learnt, with the day it was learnt.

In a file: a list `[{on: 2026-05-02, value: 4, source: plant visit}]`, or a bare value, which is "undated":
usable, flagged, of unknown age. The value on a day is the last one on or before it; an undated one counts
as older than every dated one.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from kamctl.records.base import Record, about, maybe
from kamctl.records.scalar import Day, Text

T = TypeVar("T")
Basis = Literal["stated", "installed", "estimated"]


class Entry(Record, Generic[T]):
    """One value and the day it was learnt."""

    on: Day | None = maybe("day on which this was learnt; absent: undated")
    value: T = about("the value from that day on")
    source: Text | None = maybe("where we know it from")
    basis: Basis | None = maybe("how we know it (potentials): stated by the customer, read off machines, estimated")
    note: Text | None = maybe("a remark")


def as_entries(value: Any) -> Any:
    """Return the list of entries that the forms of a file stand for: list, one entry, or a bare value."""
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return value
    if isinstance(value, tuple) and all(isinstance(item, Entry) for item in value):
        return value
    return [{"value": value}]


def in_order(entries: tuple[Entry[T], ...]) -> tuple[Entry[T], ...]:
    """Sort by day; entries of one day keep their order in the file."""
    return tuple(sorted(entries, key=lambda entry: entry.on or date.min)) if len(entries) > 1 else entries


class DatedForms:
    """Tells the JSON Schema that a bare value and a single entry are allowed beside the list."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        entries = handler(core)
        entry = handler.resolve_ref_schema(entries["items"])
        return {"anyOf": [entry["properties"]["value"], entries["items"], entries]}


if TYPE_CHECKING:
    Dated = tuple[Entry[T], ...]
else:

    class Dated:
        """Dated[X]: the tuple of entries of X, oldest first, read from any of the forms."""

        def __class_getitem__(cls, item: Any) -> Any:
            forms = (BeforeValidator(as_entries), AfterValidator(in_order), DatedForms)
            return Annotated[tuple[Entry[item], ...], *forms]


def entry_on(entries: tuple[Entry[T], ...], day: date) -> Entry[T] | None:
    """Return the last entry on or before `day`, undated ones counting as before all; None if there is none."""
    for entry in reversed(entries):
        if entry.on is None or entry.on <= day:
            return entry
    return None


def value_on(entries: tuple[Entry[T], ...], day: date) -> T | None:
    """Return the value on `day`, or None where nothing is known."""
    entry = entry_on(entries, day)
    return None if entry is None else entry.value
