"""Targets of a fiscal year: one row per target set, for the year or for one quarter of it.

`wanted` picks targets before they are converted, so that a rate is missed only where a target is used.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd

from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.money import Money
from kamctl.records.person import Person
from kamctl.records.rates import Exchange
from kamctl.records.target import Targets

COLUMNS = ("owner", "account", "quarter", "amount", "currency", "amount_base")
Line = tuple[str | None, str | None, str | None, Money]


def every(_owner: str | None, _account: str | None) -> bool:
    """Want all targets."""
    return True


def targets(
    book: Book, exchange: Exchange, year: str, day: date, wanted: Callable[[str | None, str | None], bool] = every
) -> pd.DataFrame:
    """Return the wanted targets of fiscal year `year`, e.g. "2026" (columns: `COLUMNS`); empty without a file for it.

    `owner` and `account` say whose target it is; both None: the book's. `quarter` is None for the target of the
    year, else the quarter for which somebody fixed it. `amount` is Decimal in `currency`, `amount_base` in the book's
    currency at the rate of `day`, rounded once, None without a rate.
    """
    found = book.targets.get(year)
    rows = [
        (owner, account, quarter, money.amount, money.currency, exchange.money(money, day))
        for owner, account, quarter, money in (lines(found) if found else [])
        if wanted(owner, account)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def lines(found: Targets) -> list[Line]:
    """Return owner, account, quarter and money of all targets of a file."""
    year: list[Line] = [(None, None, None, found.total)] if found.total else []
    year += [(owner, None, None, money) for owner, money in found.owners.items()]
    year += [(None, account, None, money) for account, money in found.accounts.items()]
    if isinstance(found.overrides, dict):
        return year + [(None, None, quarter, money) for quarter, money in found.overrides.items()]
    return year + [(fixed.owner, fixed.account, fixed.quarter, fixed.target) for fixed in found.overrides]


def seasonality(book: Book, year: str) -> tuple[Decimal, ...]:
    """Return the weights of the months or quarters of fiscal year `year`, empty where none are set."""
    found = book.targets.get(year)
    return found.seasonality if found else ()


def children(accounts: dict[str, Account]) -> dict[str, list[str]]:
    """Return the accounts directly under each account, in order of id."""
    tree: dict[str, list[str]] = {}
    for name in sorted(accounts):
        parent = accounts[name].parent
        if parent is not None:
            tree.setdefault(parent, []).append(name)
    return tree


def people_of(team: dict[str, Person], region: str) -> list[str]:
    """Return our people of a region, in order of id."""
    return sorted(name for name, person in team.items() if person.region == region)
