"""From the ledgers of a book to receivable days: balances and invoices by account or customer group."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from kamctl.cli.amounts import ALL_TIME
from kamctl.cli.selection import Level, units_of
from kamctl.frames.accounts import accounts
from kamctl.frames.billed import raised
from kamctl.frames.columns import days
from kamctl.frames.receivables import receivables
from kamctl.frames.sales import basis, sales
from kamctl.methods.dso import by_account, last_of, measures, pooled, trend
from kamctl.periods import add_months, month_end

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.records.book import Book

OLD_DAYS = 92
"""A balance older than this is told of."""


@dataclass(frozen=True)
class Owing:
    """What the book tells of receivables. `lines` and `invoices` are the ledgers, `balances` and `sold` what is
    counted: by unit, sales raised by VAT; `units` maps each account to the unit whose row it is in.
    """

    book: "Book"
    as_of: date
    accounts: pd.DataFrame
    lines: pd.DataFrame
    invoices: pd.DataFrame
    balances: pd.DataFrame
    sold: pd.DataFrame
    units: Mapping[str, str]

    @cached_property
    def members(self) -> Counter[str]:
        """How many folders each unit has."""
        return Counter(self.units.values())

    @property
    def currency(self) -> str:
        """The book's currency."""
        return self.book.settings.currency

    def last(self) -> pd.DataFrame:
        """Return the measures of each unit by its last balance, and the same a year before (column year_before)."""
        now = last_of(self.balances)
        found = measures(now, self.sold)
        then = days([month_end(add_months(day.date(), -12)) for day in now["date"]])
        keys = pd.DataFrame({"account": now["account"].to_numpy(), "date": then.to_numpy()})
        earlier = keys.merge(self.balances, on=["account", "date"], how="left", validate="one_to_one")
        return found.assign(year_before=measures(earlier, self.sold)["dso"])

    def together(self, units: list[str]) -> pd.DataFrame:
        """Return the measures of some units taken together, on the last day on which one of them has a balance."""
        some = self.balances[self.balances["account"].isin(units)]
        return pooled(some[some["date"] == some["date"].max()], self.sold)

    def trend(self, units: list[str], months: int) -> pd.DataFrame:
        """Return the measures of some units taken together at the last month ends, oldest first."""
        some = self.balances[self.balances["account"].isin(units)]
        ends = sorted(some["date"].unique())[-months:]
        return trend(some, self.sold, [pd.Timestamp(day).date() for day in ends])


def owing(ctx: "Report", book: "Book", level: Level) -> Owing:
    """Return what the book tells of receivables up to the day of the report."""
    day, units = ctx.as_of, units_of(book, level)
    lines = receivables(book, ctx.exchange, lambda line: line.date <= day)
    invoices = sales(book, ctx.exchange, day, ALL_TIME)
    if basis(book, day) != "invoices":
        invoices = invoices.head(0)
    return Owing(
        book=book,
        as_of=day,
        accounts=accounts(book, day).set_index("account"),
        lines=lines,
        invoices=invoices,
        balances=by_account(of_units(lines, units)),
        sold=of_units(raised(book, invoices), units),
        units=units,
    )


def of_units(rows: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """Return ledger rows under the unit of their account; those of unknown accounts are left out."""
    named = rows.assign(account=rows["account"].map(dict(units)))
    return named[named["account"].notna()]
