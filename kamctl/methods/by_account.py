"""Sums over the rows of a frame, account by account, as arrays in the order of the scored accounts.

A figure of pandas takes a part of a millisecond whatever its size, and a scorecard is made of hundreds: on a book of
some hundred accounts that was most of its time.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
Places = npt.NDArray[np.intp]
NEVER = np.datetime64("NaT", "s")
LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class ByAccount:
    """Rows by account: `place` is that of each row's account among the `count` scored ones, −1 if it is none."""

    place: Places
    count: int

    def where(self, rows: Flags) -> "ByAccount":
        """Return the same for the rows that are true."""
        return ByAccount(self.place[rows], self.count)

    def counts(self, rows: Flags | None = None) -> npt.NDArray[np.intp]:
        """Return how many rows each account has; of those that are true, if `rows` is given."""
        place = self.place if rows is None else self.place[rows]
        return np.bincount(place[place >= 0], minlength=self.count)

    def any(self, rows: Flags) -> Flags:
        """Return for each account whether one of its rows is true."""
        return self.counts(rows) > 0

    def sums(self, values: Floats) -> Floats:
        """Return the sum of the known values of each account, 0 where there is none; noise of floats is rounded off.

        So sums that are equal come out equal.
        """
        known = ~np.isnan(values) & (self.place >= 0)
        found: Floats = np.bincount(self.place[known], values[known], self.count).astype("float64").round(6)
        return found

    def total(self, values: Floats) -> Floats:
        """Return the sum of the known values of each account, NaN where none is known."""
        return np.where(self.counts(~np.isnan(values)) > 0, self.sums(values), np.nan)

    def whole(self, values: Floats) -> Floats:
        """Return the sum of all values of each account, NaN where one is unknown, or where there is no row."""
        rows = self.counts()
        return np.where((rows > 0) & (self.counts(~np.isnan(values)) == rows), self.sums(values), np.nan)

    def mean(self, values: Floats) -> Floats:
        """Return the mean of the known values of each account, NaN where none is known."""
        return over(self.sums(values), self.counts(~np.isnan(values)))

    def first(self, days: Days) -> Days:
        """Return the first known day of each account, NaT where none is known."""
        return extreme(self, days, np.minimum, LAST)

    def last(self, days: Days) -> Days:
        """Return the last known day of each account, NaT where none is known."""
        return extreme(self, days, np.maximum, -LAST)

    def of_rows(self, values: Days) -> Days:
        """Return for each row what its account has of `values`, NaT for rows of no scored account."""
        return np.append(values, NEVER)[self.place]


def by_account(accounts: pd.Series, index: pd.Index) -> ByAccount:
    """Return rows by account: `accounts` says of which each row is, `index` has the scored ones."""
    if isinstance(accounts.dtype, pd.CategoricalDtype):
        among = index.get_indexer(pd.Index(accounts.cat.categories, dtype=object))
        return ByAccount(np.append(among, -1)[accounts.cat.codes.to_numpy()], len(index))
    return ByAccount(index.get_indexer(pd.Index(accounts, dtype=object)), len(index))


def extreme(by: ByAccount, days: Days, smaller_or_larger: np.ufunc, start: int) -> Days:
    """Return the first or the last known day of each account."""
    known = ~np.isnat(days) & (by.place >= 0)
    found = np.full(by.count, start, dtype=np.int64)
    smaller_or_larger.at(found, by.place[known], seconds(days[known]))
    return np.where(found == start, NEVER, found.view("datetime64[s]"))


def seconds(days: Days) -> npt.NDArray[np.int64]:
    """Return days as numbers that can be compared."""
    return days.astype("datetime64[s]").view(np.int64)


def over(part: Floats, whole: npt.NDArray[np.floating] | npt.NDArray[np.integer]) -> Floats:
    """Return part ÷ whole where the whole is positive, else NaN: there is no share of nothing or of less."""
    share: Floats = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
    return share
