"""What indicators are computed from, as plain frames, and the few questions that all of them ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from kamctl.methods.by_account import NEVER, ByAccount, Days, Flags, Floats, by_account
from kamctl.methods.sales_lines import SalesLines, sales_lines
from kamctl.periods import add_months

LEDGER_GRACE_DAYS = 92


@dataclass(frozen=True)
class Facts:
    """The frames of one day (columns: see `kamctl.frames.indicators`) and the probabilities of open stages.

    Indicators are computed for every account of kind "account": a folder of kind "group" does no business itself.
    `places` are the decimals of the book's currency.
    """

    as_of: date
    accounts: pd.DataFrame
    ledger: pd.DataFrame
    sales: pd.DataFrame
    billed: pd.DataFrame
    potentials: pd.DataFrame
    rated: pd.DataFrame
    referrals: pd.DataFrame
    answers: pd.DataFrame
    installs: pd.DataFrame
    receivables: pd.DataFrame
    states: pd.DataFrame
    sites: pd.DataFrame
    places: int = 2
    stages: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The accounts that are scored, by id."""
        return self.accounts[self.accounts["kind"] == "account"].set_index("account")

    @cached_property
    def since(self) -> Days:
        """Since when each of them is a customer, NaT where nobody wrote it."""
        return self.units["since"].to_numpy("datetime64[s]")

    def by(self, accounts: pd.Series) -> ByAccount:
        """Return rows by scored account; `accounts` says of which each row is."""
        return by_account(accounts, self.units.index)

    def series(self, values: Floats) -> pd.Series:
        """Return values of the scored accounts by id."""
        return pd.Series(values, self.units.index)

    @cached_property
    def basis(self) -> str:
        """The ledger that tells sales: `invoices` or `orders`."""
        return str(self.ledger["basis"].iloc[0])

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Sales lines: date, account, family, amount, cost (float, NaN unknown); the index is the place in `sales`."""
        return pd.DataFrame(
            {
                "date": self.sales["date"].to_numpy(),
                "account": self.sales["account"].array,
                "family": self.sales["family"].array,
                "amount": self.sales["amount_base"].to_numpy("float64"),
                "cost": self.sales["cost_base"].to_numpy("float64"),
            }
        )

    @cached_property
    def trade(self) -> SalesLines:
        """The sales lines as arrays."""
        return sales_lines(self.sales, self.units.index)

    @cached_property
    def year(self) -> SalesLines:
        """Sales lines of the last 12 months."""
        return self.between(12, 0)

    @cached_property
    def wallets(self) -> pd.DataFrame:
        """Potentials (account, family, amount) with `ours`, what we sold the account in that family in 12 months.

        It is 0 also for folders that are not scored.
        """
        place, family = self.potential_by.place, self.year.families.get_indexer(pd.Index(self.potentials["family"]))
        known = (place >= 0) & (family >= 0)
        ours = np.zeros(len(place))
        ours[known] = self.year.by_family[place[known], family[known]]
        amount = self.potentials["amount_base"].to_numpy("float64")
        return self.potentials[["account", "family"]].assign(amount=amount, ours=ours)

    @cached_property
    def potential_by(self) -> ByAccount:
        """The potentials by account."""
        return self.by(self.potentials["account"])

    @cached_property
    def rated_by(self) -> ByAccount:
        """The ratings by account."""
        return self.by(self.rated["account"])

    @cached_property
    def answers_by(self) -> ByAccount:
        """The answers by account."""
        return self.by(self.answers["account"])

    @cached_property
    def until(self) -> pd.Timestamp:
        """Day of the ledger's last line: as of then sales are known."""
        return pd.Timestamp(self.ledger["last"].iloc[0])

    @cached_property
    def sold(self) -> Floats:
        """Sales of the last 12 months by account: 0 where the ledger tells that there were none, else NaN."""
        return self.with_zero(self.year.total, self.year, 12)

    def with_zero(self, value: Floats, lines: SalesLines, months: int) -> Floats:
        """Return `value` of every scored account; 0 where it has none of the lines and the ledger tells all."""
        return np.where((lines.by.counts() == 0) & self.told(months), 0.0, value)

    def between(self, older: int, newer: int) -> SalesLines:
        """Return the sales lines after the day `older` months before as_of, up to the day `newer` months before."""
        first, last = (back(self.as_of, months).to_datetime64() for months in (older, newer))
        return self.trade.where((self.trade.day > first) & (self.trade.day <= last))

    def told(self, months: int) -> Flags:
        """Return by account whether the ledger tells all sales of the last `months`: no line then means no sale.

        It does if it starts in or before the month in which the period starts, or in which the account became a
        customer, and if its last line is at most a quarter old; and if no line may be of several (see `levels`).
        """
        first, last = self.ledger["first"].iloc[0], self.ledger["last"].iloc[0]
        if pd.isna(first) or last < stamp(self.as_of - timedelta(LEDGER_GRACE_DAYS)):
            return np.zeros(len(self.since), dtype=bool)
        start = (back(self.as_of, months) + pd.Timedelta(days=1)).to_datetime64()
        needed = np.where(self.since > start, self.since, start)
        told: Flags = needed >= first.replace(day=1).to_datetime64()
        return told & self.complete

    @cached_property
    def complete(self) -> Flags:
        """Return by account whether all that is recorded of it is its own: see `levels`; always, of accounts."""
        if "complete" in self.units:
            return self.units["complete"].to_numpy(bool)
        return np.ones(len(self.since), dtype=bool)


def stamp(day: date) -> pd.Timestamp:
    """Return the day as pandas counts it."""
    return pd.Timestamp(day)


def back(day: date, months: int) -> pd.Timestamp:
    """Return the same day, `months` earlier."""
    return stamp(add_months(day, -months))


@dataclass(frozen=True, slots=True)
class Figures:
    """One indicator of every scored account: value (NaN unknown), as_of (NaT undated) and undated (bool).

    `as_of` is the oldest of several days; `undated` tells whether the value rests on something without a day, too. A
    ratio also tells `part` and `whole`, from which that of several accounts follows; they count where the value is
    known.
    """

    accounts: pd.Index
    value: Floats
    as_of: Days
    undated: Flags
    part: Floats | None = None
    whole: Floats | None = None

    def __getitem__(self, column: str) -> pd.Series:
        """Return one column by account."""
        return pd.Series(getattr(self, column), self.accounts)

    @property
    def table(self) -> pd.DataFrame:
        """The same as a frame, one row for each account; part and whole only where they are told."""
        table = {"value": self.value, "as_of": self.as_of, "undated": self.undated}
        if self.part is not None and self.whole is not None:
            table |= {"part": self.part, "whole": self.whole}
        return pd.DataFrame(table, index=self.accounts)


def figures(
    facts: Facts, value: Floats, as_of: Days | pd.Timestamp | None = None, part: Floats | None = None,
    whole: Floats | None = None, undated: Flags | None = None,
) -> Figures:  # fmt: skip
    """Return the figures of every scored account; `as_of` may be one day for all."""
    lacking = np.zeros(len(value), dtype=bool) if undated is None else undated
    return Figures(facts.units.index, value, days_of(as_of, len(value)), lacking, part, whole)


def days_of(given: Days | pd.Timestamp | None, count: int) -> Days:
    """Return days by account: those given, or one day for all, NaT for None."""
    if isinstance(given, np.ndarray):
        return given
    return np.full(count, NEVER if given is None else pd.Timestamp(given).to_datetime64(), dtype="datetime64[s]")
