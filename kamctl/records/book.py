"""A book: all records of one moment, by kind and id. No input or output."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from kamctl.records.account import Account
from kamctl.records.activity import Activities
from kamctl.records.columns import Columns, columns_of
from kamctl.records.competitor import Competitor
from kamctl.records.contact import Contact
from kamctl.records.contract import Contract
from kamctl.records.install import Install
from kamctl.records.ledger import Invoice, Order, Rate, Receivable
from kamctl.records.opportunity import Opportunity
from kamctl.records.person import Person
from kamctl.records.plan import Plan
from kamctl.records.product import Product
from kamctl.records.quote import Quote
from kamctl.records.settings import Settings
from kamctl.records.survey import Survey
from kamctl.records.target import Targets

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Ledger(Generic[Row]):
    """Rows of the CSV files of one kind, with the place of each, `orders/2026-11.csv:12`.

    `spoilt` are those that can't be used: place, and cells by column. `columns` are those of the rows, where they were
    noted while reading: see `by_columns`.
    """

    rows: tuple[Row, ...] = ()
    sources: tuple[str, ...] = ()
    spoilt: tuple[tuple[str, Mapping[str, str]], ...] = ()
    columns: Columns | None = None

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return zip(self.sources, self.rows, strict=True)

    def by_columns(self) -> Columns:
        """Return the rows by columns."""
        return columns_of(self.rows) if self.columns is None else self.columns


@dataclass(frozen=True, slots=True)
class Book:
    """All records. Those of an account are kept under their full id, `account/name`.

    `broken` names the records, (kind, full id), whose files exist but can't be used, with the data of the file
    where it is plain what they are; `private` the files of personal facts, which are not kept, by full id; `kinds`
    the kinds of record that were read, None for all.
    """

    settings: Settings
    products: dict[str, Product] = field(default_factory=dict)
    team: dict[str, Person] = field(default_factory=dict)
    competitors: dict[str, Competitor] = field(default_factory=dict)
    targets: dict[str, Targets] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    installs: dict[str, Install] = field(default_factory=dict)
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    activities: dict[str, Activities] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    orders: Ledger[Order] = field(default_factory=Ledger)
    invoices: Ledger[Invoice] = field(default_factory=Ledger)
    receivables: Ledger[Receivable] = field(default_factory=Ledger)
    rates: Ledger[Rate] = field(default_factory=Ledger)
    broken: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    private: tuple[str, ...] = ()
    kinds: frozenset[str] | None = None


def account_of(full_id: str) -> str:
    """Return the account part of a full id, `nordlicht` of `nordlicht/suzhou-line3`."""
    return full_id.partition("/")[0]


def ancestors(accounts: dict[str, Account], account: str) -> list[str]:
    """Return the account and those above it, nearest first. A circle or an unknown parent ends the walk."""
    seen: dict[str, None] = {}
    current: str | None = account
    while current in accounts and current not in seen:
        seen[current] = None
        current = accounts[current].parent
    return list(seen)


def customer_group(accounts: dict[str, Account], account: str) -> str:
    """Return the root of the account's tree: its customer group."""
    chain = ancestors(accounts, account)
    return chain[-1] if chain else account


def customer_groups(accounts: dict[str, Account]) -> dict[str, str]:
    """Return the customer group of every account, as `customer_group` does; each parent is followed once."""
    found: dict[str, str] = {}
    for name in accounts:
        way: dict[str, None] = {}
        current: str | None = name
        while current in accounts and current not in found and current not in way:
            way[current] = None
            current = accounts[current].parent
        steps = list(way)
        if current in way:
            circle = steps[steps.index(current) :]
            found |= dict(zip(circle, [circle[-1], *circle], strict=False))
        root = found[current] if current in found else steps[-1] if steps else name
        found |= {one: root for one in steps if one not in found}
    return found


def below(accounts: dict[str, Account], account: str) -> list[str]:
    """Return the account and all accounts under it, in order of id."""
    return sorted(name for name in accounts if account in ancestors(accounts, name))


def resolve(ids: Collection[str], account: str, reference: str) -> str | None:
    """Return the full id that `reference` means in a record of `account`; None if nothing, or too much, fits.

    A full id is taken as it is; a short one means the record of this account, else the only one of that name.
    """
    if "/" in reference:
        return reference if reference in ids else None
    own = f"{account}/{reference}"
    if own in ids:
        return own
    others = [one for one in ids if one.endswith(f"/{reference}")]
    return others[0] if len(others) == 1 else None


def of_known_accounts(book: Book) -> Book:
    """Return the book without what belongs to accounts that it does not hold: folders and ledger rows."""
    update: dict[str, object] = {}
    for name in ("contacts", "installs", "opportunities", "quotes", "contracts", "activities", "surveys", "plans"):
        records = getattr(book, name)
        update[name] = {one: record for one, record in records.items() if account_of(one) in book.accounts}
    for name in ("orders", "invoices", "receivables"):
        kept = [(source, row) for source, row in getattr(book, name) if row.account in book.accounts]
        update[name] = Ledger(tuple(row for _, row in kept), tuple(source for source, _ in kept))
    return replace(book, **update)  # type: ignore[arg-type]  # names are those of the fields
