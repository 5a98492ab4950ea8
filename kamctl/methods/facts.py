"""What indicators are computed from, as plain frames, and the few questions that all of them ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

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
    def year(self) -> pd.DataFrame:
        """Sales lines of the last 12 months."""
        return self.between(12, 0)

    @cached_property
    def costed(self) -> pd.DataFrame:
        """Sales lines of the last 12 months whose cost is known."""
        return self.year[self.year["cost"].notna()]

    @cached_property
    def by_family(self) -> pd.Series:
        """Sales of the last 12 months by account and family; lines without a family are left out."""
        named = self.year[self.year["family"].notna()]
        return named.groupby(["account", "family"], observed=True)["amount"].sum()

    @cached_property
    def wallets(self) -> pd.DataFrame:
        """Potentials (account, family, amount) with `ours`, our sales of 12 months in that family."""
        sold = self.by_family.rename("ours").reset_index()
        keys = sold.astype({"account": object, "family": object})
        known = self.potentials["amount_base"].astype("float64")
        stated = self.potentials[["account", "family"]].assign(amount=known)
        return stated.merge(keys, on=["account", "family"], how="left", validate="one_to_one").fillna({"ours": 0.0})

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
        none = ~index.isin(rows["account"].unique()) & self.told(months).to_numpy()
        return value.reindex(index).mask(none, 0.0)

    def between(self, older: int, newer: int) -> pd.DataFrame:
        """Return the sales lines after the day `older` months before as_of, up to the day `newer` months before."""
        first, last = back(self.as_of, older), back(self.as_of, newer)
        return self.lines[(self.lines["date"] > first) & (self.lines["date"] <= last)]

    def told(self, months: int) -> pd.Series:
        """Return by account whether the ledger tells all sales of the last `months`: no line then means no sale.

        It does if it starts in or before the month in which the period starts, or in which the account became a
        customer, and if its last line is at most a quarter old; and if no line may be of several (see `levels`).
        """
        first, last = self.ledger["first"].iloc[0], self.ledger["last"].iloc[0]
        if pd.isna(first) or last < stamp(self.as_of - timedelta(LEDGER_GRACE_DAYS)):
            return pd.Series(False, index=self.units.index)
        start = back(self.as_of, months) + pd.Timedelta(days=1)
        needed = self.units["since"].where(self.units["since"] > start, start)
        told: pd.Series = needed >= first.replace(day=1)
        return told & self.complete

    @cached_property
    def complete(self) -> pd.Series:
        """Return by account whether all that is recorded of it is its own: see `levels`; always, of accounts."""
        return self.units["complete"] if "complete" in self.units else pd.Series(True, index=self.units.index)


def stamp(day: date) -> pd.Timestamp:
    """Return the day as pandas counts it."""
    return pd.Timestamp(day)


def back(day: date, months: int) -> pd.Timestamp:
    """Return the same day, `months` earlier."""
    return stamp(add_months(day, -months))


def figures(
    facts: Facts, value: pd.Series, as_of: object = None, part: pd.Series | None = None, whole: pd.Series | None = None,
    undated: pd.Series | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return value (float, NaN unknown), as_of (datetime64, NaT undated) and undated (bool) of every scored account.

    `as_of` is a series by account, or one value for all: the oldest of several days. `undated` tells, by account,
    whether the value rests on something without a day, too. A ratio also tells `part` and `whole`, from which that of
    several accounts follows; they count where the value is known.
    """
    index = facts.units.index
    amounts = {"value": value, "part": part, "whole": whole}
    table = {name: one.reindex(index).to_numpy("float64") for name, one in amounts.items() if one is not None}
    lacking = False if undated is None else undated.reindex(index, fill_value=False).to_numpy(bool)
    value_and_day = {"value": table.pop("value"), "as_of": days_of(as_of, index), "undated": lacking}
    return pd.DataFrame({**value_and_day, **table}, index=index)


def days_of(given: object, index: pd.Index) -> npt.NDArray[np.datetime64]:
    """Return days by account: those of a series, or one day for all, NaT for None."""
    if isinstance(given, pd.Series):
        return given.reindex(index).to_numpy("datetime64[s]")
    day = np.datetime64("NaT") if given is None else pd.Timestamp(str(given)).to_datetime64()
    return np.full(len(index), day, dtype="datetime64[s]")


def total(rows: pd.DataFrame, column: str = "amount") -> pd.Series:
    """Return the sum of a column of sales lines by account; NaN where no value of it is known.

    What floats add of noise is rounded off, so that equal sums are equal.
    """
    account = rows["account"].astype("category").cat
    code, names, values = account.codes.to_numpy(), account.categories, rows[column].to_numpy("float64")
    known = ~np.isnan(values) & (code >= 0)
    count = np.bincount(code[known], minlength=len(names))
    whole = np.bincount(code[known], values[known], minlength=len(names)).round(6)
    return pd.Series(np.where(count > 0, whole, np.nan), index=pd.Index(names, dtype=object))


def ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return part ÷ whole where the whole is positive, else NaN: there is no share of nothing or of less."""
    return part / whole.where(whole > 0, np.nan)
