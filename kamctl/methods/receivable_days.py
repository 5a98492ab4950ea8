"""Receivable days: how many days of sales does a customer owe us?

Count-back 应收账款周转天数(倒算法): from the last balance, subtract invoiced sales month by month, newest first.
A month whose sales the rest of the balance covers counts all its days, the last one its share:

    days = Σ days of the months covered + rest ÷ sales of the last month · its days

A balance of 15.0 million on 2012-04-30 against sales of 6 (April), 5 (March), 8 (February) and 6 million gives
30 + 31 + 4/8 · 29 = 75.5 days. Unlike balance ÷ yearly sales · 365 it follows the season: a balance of newly sold
goods is not taken for late payment.

In the month of the balance only sales up to its day count, and only its days so far. Months before the first known
sale can't explain a balance: one beyond all known sales is "more than" the days up to there (`exhausted`).
Sales are invoices, never orders; both sides need the same VAT basis.

Source: 应收账款周转天数, 倒算法, with its example of 2012.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def count_back(balance: Floats, sales: Floats, days: Floats) -> tuple[Floats, Flags]:
    """Return the receivable days of each balance, and whether all known sales were used up before it was.

    `balance` has one amount per customer, `sales` and `days` one row per customer and one column per month, newest
    first. A balance of 0 or less is 0 days. A month after the first known sale without sales counts its days whole.
    """
    rest, found = balance.astype("float64").copy(), np.zeros(len(balance))
    known = np.flip(np.cumsum(np.flip(sales != 0, axis=1), axis=1), axis=1) > 0
    for month in range(sales.shape[1]):
        sold, going = sales[:, month], (rest > 0) & known[:, month]
        partly = going & (sold > rest)
        share = np.divide(rest, sold, out=np.ones(len(rest)), where=partly)
        found += np.where(going, share * days[:, month], 0.0)
        rest = np.where(partly, 0.0, np.where(going, rest - sold, rest))
    return found, rest > 0


def receivable_days(balances: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Return one row per account of `balances`: dso (days, NaN where no sale is known), exhausted (bool).

    `balances`: account, date, balance (float), one row per account. `sales`: account, date, amount (float).
    """
    accounts = pd.Index(balances["account"], dtype=object)
    buyer = sales["account"].astype("category").cat
    place = np.append(accounts.get_indexer(pd.Index(buyer.categories, dtype=object)), -1)[buyer.codes]
    rows, row = sales[place >= 0], place[place >= 0]
    day = balances["date"].to_numpy()[row]
    age = months(day) - months(rows["date"].to_numpy())
    fits = rows["date"].to_numpy() <= day
    width = int(age[fits].max(initial=0)) + 1
    amounts = rows["amount"].fillna(0.0).to_numpy("float64")[fits]
    cells = np.bincount(row[fits] * width + age[fits], amounts, minlength=len(balances) * width)
    grid: Floats = cells.astype("float64").reshape(len(balances), width)
    dso, exhausted = count_back(balances["balance"].to_numpy("float64"), grid, month_days(balances["date"], width))
    unknown = balances["balance"].isna().to_numpy() | (exhausted & ~(grid != 0).any(axis=1))
    return pd.DataFrame({"dso": np.where(unknown, np.nan, dso), "exhausted": exhausted}, index=accounts)


def months(day: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    """Return the number of the month of each day, counted on without a break."""
    return day.astype("datetime64[M]").astype(np.int64)


def month_days(day: pd.Series, width: int) -> Floats:
    """Return, for each day, the days of its month so far and of the months before, newest first."""
    first = day.to_numpy().astype("datetime64[M]")[:, None] - np.arange(width)[None, :]
    whole = (first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")
    lengths: Floats = whole.astype("float64")
    if width:
        lengths[:, 0] = day.dt.day.to_numpy("float64")
    return lengths
