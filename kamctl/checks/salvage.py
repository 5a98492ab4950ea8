"""What is sound in records that can't be used as a whole: enough for the rules that look at one record alone.

Every fault is told at once, so a misspelt key must not hide that a history is impossible. The parts that are sound make
a book of their own, in which what is needed and faulty has a stand-in that no rule looks at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from kamctl.checks import catalogue, prices, traps
from kamctl.checks.dated_values import DATED, HOLDERS
from kamctl.checks.fields import addresses
from kamctl.checks.finding import Finding, Rule
from kamctl.checks.histories import ends, histories
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.competitor import Competitor
from kamctl.records.contact import Contact
from kamctl.records.contract import Contract
from kamctl.records.install import Install
from kamctl.records.money import Money
from kamctl.records.opportunity import Opportunity
from kamctl.records.person import Person
from kamctl.records.product import Product
from kamctl.records.quote import Quote, QuoteLine

NAME = {"name": "–"}
ALONE: tuple[Rule, ...] = (
    addresses, ends, prices.prices, traps.dated_values, traps.future_entries, catalogue.corridors, catalogue.breaks,
)  # fmt: skip
"""Rules that look at one record alone, or at a quote and the catalogue."""


class Part(NamedTuple):
    """Where the sound parts of records of a kind go, their model, the keys that rules look at, and stand-ins."""

    collection: str
    model: type[BaseModel]
    keys: tuple[str, ...]
    stand_in: Mapping[str, Any]


PARTS = {
    "account": Part("accounts", Account, (*DATED["account"], *HOLDERS["account"]), NAME),
    "contact": Part("contacts", Contact, ("email", "phone", *DATED["contact"]), NAME),
    "install": Part(
        "installs", Install, DATED["install"], {"site": "x", "process": "–", "supplier": "own", "units": "1"}
    ),
    "competitor": Part("competitors", Competitor, DATED["competitor"], NAME),
    "contract": Part("contracts", Contract, ("from", "until"), {"kind": "frame"}),
    "opportunity": Part("opportunities", Opportunity, ("history",), NAME),
}
OF_MANY = {
    "products": Part("products", Product, ("corridor", "breaks"), NAME),
    "team": Part("team", Person, ("email", "from", "until"), NAME),
}
"""Kinds whose file holds many records, each under its name."""
OF_QUOTE = ("date", "valid_until", "channel", "status", "approved")
NO_LINE = QuoteLine.model_construct(product="", quantity=1, list=Money(Decimal(1), "CNY"))
"""Stands where a line is faulty, so that the others keep their numbers."""


def salvaged_findings(book: Book, day: date, settings_known: bool) -> Iterator[Finding]:
    """Yield what the rules that look at one record alone find in the sound parts of broken ones."""
    if not book.broken:
        return
    part = salvaged(book)
    for rule in (*ALONE, histories) if settings_known else ALONE:
        yield from rule(replace(part, products=book.products) if rule is prices.prices else part, day)


def salvaged(book: Book) -> Book:
    """Return a book of the sound parts of the broken records."""
    found: dict[str, Any] = {}
    for (kind, full_id), data in book.broken.items():
        if isinstance(data, dict):
            for collection, name, record in of_data(kind, full_id, data):
                found.setdefault(collection, {})[name] = record
    return Book(settings=book.settings, **found)


def of_data(kind: str, full_id: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str, BaseModel]]:
    """Yield collection, name and record of what is sound in the data of a file."""
    if kind in OF_MANY:
        entries = ((name, entry) for name, entry in data.items() if isinstance(entry, dict))
        yield from made(OF_MANY[kind], entries)
    elif kind in PARTS:
        yield from made(PARTS[kind], [(full_id, data)])
    elif kind == "quote":
        quote = quote_of(data)
        if quote is not None:
            yield "quotes", full_id, quote


def made(part: Part, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str, BaseModel]]:
    """Yield the sound parts of records of one kind."""
    for name, data in entries:
        record = sound(part.model, {key: data[key] for key in part.keys if key in data}, part.stand_in)
        if record is not None:
            yield part.collection, name, record


def sound(model: type[BaseModel], data: Mapping[str, Any], stand_in: Mapping[str, Any]) -> Any:
    """Return the record of what is sound in `data`; None where what has no stand-in is faulty or missing."""
    try:
        return model.model_validate({**stand_in, **data})
    except ValidationError as error:
        rest = without(data, [one["loc"] for one in error.errors(include_url=False)])
        return valid(model, {**stand_in, **rest})


def without(data: Mapping[str, Any], places: Iterable[tuple[int | str, ...]]) -> dict[str, Any]:
    """Return the data without what is faulty at the top; of what holds dated values, without the faulty ones."""
    rest = dict(data)
    for first, *more in places:
        held = rest.get(str(first))
        if more and isinstance(held, dict) and first in HOLDERS["account"]:
            rest[str(first)] = {key: value for key, value in held.items() if key != more[0]}
        else:
            rest.pop(str(first), None)
    return rest


def quote_of(data: Mapping[str, Any]) -> Quote | None:
    """Return what is sound in a quote.

    Its prices count as those of a draft, which nobody need approve, unless all that is said beside its lines is sound.
    """
    lines = data.get("lines")
    head = {key: value for key, value in data.items() if key != "lines"}
    whole = valid(Quote, {**head, "lines": []})
    quote = whole or sound(Quote, {key: head[key] for key in OF_QUOTE if key in head}, {"lines": []})
    if quote is None:
        return None
    kept = [valid(QuoteLine, line) or NO_LINE for line in lines] if isinstance(lines, list) else []
    status = quote.status if whole else "draft"
    made: Quote = quote.model_copy(update={"lines": tuple(kept), "status": status})
    return made


def valid(model: type[BaseModel], data: Any) -> Any:
    """Return the record that data are, None if anything is wrong with them."""
    try:
        return model.model_validate(data)
    except ValidationError:
        return None
