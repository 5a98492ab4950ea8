"""What indicators are computed from, as plain frames, and the few questions that all of them ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from kamctl.periods import add_months

LEDGER_GRACE_DAYS = 92


@dataclass(frozen=True)
class Facts:
    """The frames of one day (columns: see `kamctl.frames.indicators`) and the probabilities of open stages.

    Indicators are computed for every account of kind "account": a folder of kind "group" does no business itself.
    """

    as_of: date
    accounts: pd.DataFrame
    ledger: pd.DataFrame
    sales: pd.DataFrame
    potentials: pd.DataFrame
    rated: pd.DataFrame
    referrals: pd.DataFrame
    answers: pd.DataFrame
    installs: pd.DataFrame
    receivables: pd.DataFrame
    states: pd.DataFrame
    stages: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The accounts that are scored, by id."""
        return self.accounts[self.accounts["kind"] == "account"].set_index("account")

    @cached_property
    def basis(self) -> str:
        """The ledger that tells sales: `invoices` or `orders`."""
        return str(self.ledger["basis"].iloc[0])

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Sales lines: date, account, family, amount, cost (float, NaN unknown); the index is the place in `sales`."""
        return pd.DataFrame(
            {
                "date": self.sales["date"],
                "account": pd.Categorical(self.sales["account"]),
                "family": pd.Categorical(self.sales["family"]),
                "amount": self.sales["amount_base"].astype("float64"),
                "cost": self.sales["cost_base"].astype("float64"),
            }
        ).reset_index(drop=True)

    @cached_property
    def year(self) -> pd.DataFrame:
        """Sales lines of the last 12 months."""
        return self.between(12, 0)

    @cached_property
    def until(self) -> pd.Timestamp:
        """Day of the ledger's last line: as of then sales are known."""
        return pd.Timestamp(self.ledger["last"].iloc[0])

    @cached_property
    def sold(self) -> pd.Series:
        """Sales of the last 12 months by account: 0 where the ledger tells that there were none, else NaN."""
        return self.with_zero(total(self.year), self.year, 12)

    def with_zero(self, value: pd.Series, rows: pd.DataFrame, months: int) -> pd.Series:
        """Return `value` of every scored account; 0 where it has no line in `rows` and the ledger tells all."""
        index = self.units.index
        none = ~index.isin(rows["account"]) & self.told(months).to_numpy()
        return value.reindex(index).mask(none, 0.0)

    def between(self, older: int, newer: int) -> pd.DataFrame:
        """Return the sales lines after the day `older` months before as_of, up to the day `newer` months before."""
        first, last = back(self.as_of, older), back(self.as_of, newer)
        return self.lines[(self.lines["date"] > first) & (self.lines["date"] <= last)]

    def told(self, months: int) -> pd.Series:
        """Return by account whether the ledger tells all sales of the last `months`: no line then means no sale.

        It does if it starts in or before the month in which the period starts, or in which the account became a
        customer, and if its last line is at most a quarter old.
        """
        first, last = self.ledger["first"].iloc[0], self.ledger["last"].iloc[0]
        if pd.isna(first) or last < stamp(self.as_of - timedelta(LEDGER_GRACE_DAYS)):
            return pd.Series(False, index=self.units.index)
        start = back(self.as_of, months) + pd.Timedelta(days=1)
        needed = self.units["since"].where(self.units["since"] > start, start)
        told: pd.Series = needed >= first.replace(day=1)
        return told


def stamp(day: date) -> pd.Timestamp:
    """Return the day as pandas counts it."""
    return pd.Timestamp(day)


def back(day: date, months: int) -> pd.Timestamp:
    """Return the same day, `months` earlier."""
    return stamp(add_months(day, -months))


def figures(facts: Facts, value: pd.Series, as_of: object = None, source: object = None) -> pd.DataFrame:
    """Return value (float, NaN unknown), as_of (datetime64, NaT undated) and source (text) of every scored account.

    `as_of` and `source` are a series by account, or one value for all.
    """
    index = facts.units.index
    table = pd.DataFrame({"value": value.reindex(index).astype("float64")}, index=index)
    table["as_of"] = pd.to_datetime(spread(pd.NaT if as_of is None else as_of, index))
    table["source"] = spread(source, index)
    return table


def spread(given: object, index: pd.Index) -> pd.Series:
    """Return `given` by account: a series as it is, one value for all."""
    return given.reindex(index) if isinstance(given, pd.Series) else pd.Series(given, index, dtype=object)


def span(facts: Facts, rows: pd.DataFrame) -> pd.Series:
    """Return, by account, from which ledger lines a sum comes: first and last line, and their number."""
    by = pd.Series(rows.index, index=rows.index).groupby(rows["account"], observed=True)
    places, count = facts.sales["source"].to_numpy(), by.size()
    first, last = places[by.min().to_numpy()], places[by.max().to_numpy()]
    whole: pd.Series = (first + " … " + last + " (" + count.astype(str) + ")").where(count > 1, first)
    return whole


def total(rows: pd.DataFrame, column: str = "amount") -> pd.Series:
    """Return the sum of a column by account; NaN where no value of it is known."""
    return rows.groupby("account", observed=True)[column].sum(min_count=1)


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return part ÷ whole where the whole is positive, else NaN: there is no share of nothing or of less."""
    return part / whole.where(whole > 0, np.nan)


def up_to(text: pd.Series, mark: str) -> pd.Series:
    """Return each text up to its last `mark`: the folder of a path."""
    return text.str.replace(rf"\{mark}[^{mark}]*$", "", regex=True)
