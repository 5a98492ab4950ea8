"""What the weekly funnel reads: the part of a book that a question is about, and the frames of one part of a week."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from kamctl.frames.opportunities import folded, frame_of, region_of, regions_of, revalued, touching
from kamctl.frames.targets import children, people_of, seasonality, targets
from kamctl.periods import Period
from kamctl.records.book import Book, Ledger, account_of, below
from kamctl.records.dated import value_on
from kamctl.records.ledger import Order
from kamctl.records.opportunity import Change, State
from kamctl.records.rates import Exchange


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose funnel: an owner's, an account's with all below it, a region's; what is None does not narrow."""

    owner: str | None = None
    account: str | None = None
    region: str | None = None

    @property
    def whole(self) -> bool:
        """True for the whole book."""
        return not (self.owner or self.account or self.region)


def narrowed(book: Book, scope: Scope, day: date) -> Book:
    """Return the book with the deals and off-funnel orders of the scope only.

    A deal belongs to its owner, else to its account's; an order to the owner of its account; both as on `day`. The
    region is that of the site; where none is named, that of the account if all its sites lie in one.
    """
    regions = regions_of(book.settings)
    tree = set(below(book.accounts, scope.account)) if scope.account else set()

    def mine(account: str, site: str | None, owner: str | None) -> bool:
        known = book.accounts.get(account)
        responsible = owner or (value_on(known.owner, day) if known else None)
        return (
            (scope.account is None or account in tree)
            and (scope.owner is None or responsible == scope.owner)
            and (scope.region is None or region_of(regions, known, site) == scope.region)
        )

    deals = {
        name: deal
        for name, deal in book.opportunities.items()
        if scope.whole or mine(account_of(name), deal.site, owner_on(deal.history, day))
    }
    kept = [
        (source, line)
        for source, line in book.orders
        if line.opportunity is None and (scope.whole or mine(line.account, line.site, None))
    ]
    orders: Ledger[Order] = Ledger(tuple(line for _, line in kept), tuple(source for source, _ in kept))
    return replace(book, opportunities=deals, orders=orders)


def owner_on(history: tuple[Change, ...], day: date) -> str | None:
    """Return who was responsible for a deal at the end of `day`, where its history says so."""
    named = [change for change in history if change.owner is not None and change.on <= day]
    return max(named, key=lambda change: change.on).owner if named else None


@dataclass(frozen=True, slots=True)
class Deals:
    """The deals before and after a part of a week; by deal, the new amount at the old rate."""

    before: pd.DataFrame
    after: pd.DataFrame
    at_old_rate: dict[str, Decimal]


class Folds:
    """The states of a book's deals, folded once for each day that is asked for."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.days: dict[date, dict[str, State]] = {}

    def on(self, day: date) -> dict[str, State]:
        """Return the states at the end of `day`."""
        if day not in self.days:
            self.days[day] = folded(self.book, day)
        return self.days[day]


def deals(folds: Folds, exchange: Exchange, quarter: Period, before: date, until: date) -> Deals:
    """Return the deals at the end of both days; only amounts that matter to `quarter` are converted."""
    wanted = touching(quarter)
    old, new = (frame_of(folds.book, exchange, day, folds.on(day), wanted) for day in (before, until))
    return Deals(old, new, revalued(exchange, new, before))


def off_funnel_lines(first: date, last: date) -> Callable[[Order], bool]:
    """Return the choice of off-funnel lines of `first`..`last`."""
    return lambda line: line.opportunity is None and first <= line.date <= last


@dataclass(frozen=True, slots=True)
class TargetsOf:
    """The targets that a scope needs, and what it takes to add them up."""

    frame: pd.DataFrame
    seasonality: tuple[Decimal, ...]
    children: dict[str, list[str]]
    people: list[str]


def targets_of(book: Book, exchange: Exchange, scope: Scope, year: str, day: date) -> TargetsOf:
    """Return the targets of fiscal year `year` that can matter to the scope, converted at `day`.

    Targets are set for the book, an owner, an account, or an owner's share of an account. A region has those of its
    people, but no share of an owner or account.
    """
    tree: set[str | None] = set(below(book.accounts, scope.account)) if scope.account else {None}
    people = people_of(book.team, scope.region) if scope.region and not (scope.owner or scope.account) else []

    def wanted(owner: str | None, account: str | None) -> bool:
        if scope.region:
            return owner in people and account is None
        return owner == scope.owner and account in tree

    frame = targets(book, exchange, year, day, wanted)
    return TargetsOf(frame, seasonality(book, year), children(book.accounts), people)
