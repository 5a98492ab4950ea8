"""DSO 应收账款周转天数: for how many days of sales do customers owe us, and how many of these are late?

    DSO            count-back of the balance: see `kamctl explain receivable-days`
    best possible  count-back of the part that is not overdue: what it would be if everybody paid on the day
    delinquent     DSO − best possible: the days that come from late payment

Each is told for an account by its last balance on or before the day, and for all that are shown together by the
balances of the last month end: balances and sales are added first and counted back then, since a mean of days would
count a small customer like a large one. The trend does so for each month end. An account that has no balance on a
day is not part of that day's figure, and neither are its sales.

A balance beyond all known sales is "more than" the days up to the first one (exhausted); the delinquent days are then
at least what is shown, and unknown if even the part that is not overdue goes beyond. Balances whose overdue part
nobody recorded have no best possible days.

Sales are invoices, without VAT, in the book's currency at the rate of their own day; balances at the rate of theirs.
Where balances include VAT, say so in the settings (`dso.vat`): sales are raised by it before they are compared.
Orders never stand in: what is not invoiced is not owed.

Example: 212,000 owed, 100,000, 80,000 and 70,000 invoiced in the last three months, newest first, of 30 days each:
30 + 30 + 32 ÷ 70 · 30 = 73.7 days. If 112,000 of it is overdue, 100,000 are not: 30 days would be best possible, and
43.7 are delinquent.

Source: 倒算法; best possible DSO and average days delinquent as the Credit Research Foundation defines them.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import pandas as pd

from kamctl.methods.receivable_days import month_days, months, receivable_days

MEASURES = ("balance", "overdue", "dso", "exhausted", "best_possible", "delinquent")
ALL = "all"


def measures(balances: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Return one row per account of `balances`: date, `MEASURES`; days are floats, NaN unknown.

    `balances`: account, date, balance, overdue (float, NaN unknown), one row per account. `sales`: account, date,
    amount (float).
    """
    owed = receivable_days(balances, sales)
    current = receivable_days(balances.assign(balance=balances["balance"] - balances["overdue"]), sales)
    best = current["dso"].mask(current["exhausted"])
    table = balances.set_index("account")[["date", "balance", "overdue"]]
    return table.assign(
        dso=owed["dso"],
        exhausted=owed["exhausted"] & table["balance"].notna(),
        best_possible=best,
        delinquent=(owed["dso"] - best).clip(lower=0),
    )


def pooled(balances: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Return one row, `ALL`, of the balances of one day taken together; empty without any. Columns as `measures`.

    A balance that is unknown is left out with its sales; one unknown overdue part leaves the sum of them unknown.
    """
    known = balances[balances["balance"].notna()]
    if known.empty:
        return measures(known, sales)
    overdue = known["overdue"].sum() if known["overdue"].notna().all() else np.nan
    whole = pd.DataFrame(
        {"account": [ALL], "date": [known["date"].max()], "balance": [known["balance"].sum()], "overdue": [overdue]}
    )
    return measures(whole, sales[sales["account"].isin(known["account"])].assign(account=ALL))


def trend(balances: pd.DataFrame, sales: pd.DataFrame, days: Iterable[date]) -> pd.DataFrame:
    """Return `pooled` of each of the days, in their order, and `accounts`, how many are part of it."""
    parts = []
    for day in days:
        of_day = balances[balances["date"] == pd.Timestamp(day)]
        found = pooled(of_day, sales)
        parts.append(found.assign(accounts=int(of_day["balance"].notna().sum())))
    columns = ["date", *MEASURES, "accounts"]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def by_account(rows: pd.DataFrame) -> pd.DataFrame:
    """Return balances by account and day: account, date, balance, overdue (NaN if a part is unknown), source.

    `rows` are the lines of the ledger: account, date, balance_base, overdue_base, source; several where an account
    owes in several currencies.
    """
    lines = rows.assign(balance=rows["balance_base"].astype("float64"), overdue=rows["overdue_base"].astype("float64"))
    by = lines.groupby(["account", "date"], sort=True)
    table = pd.DataFrame({"source": by["source"].first()})
    for column in ("balance", "overdue"):
        table[column] = by[column].sum().where(by[column].count() == by.size())
    return table.reset_index()[["account", "date", "balance", "overdue", "source"]]


def last_of(balances: pd.DataFrame) -> pd.DataFrame:
    """Return the last balance of each account."""
    return balances[balances["date"] == balances.groupby("account")["date"].transform("max")]


def steps(balance: float, day: date, sales: pd.DataFrame) -> pd.DataFrame:
    """Return how a balance is counted back, newest month first; the days add up to its DSO.

    Columns: month (its first day), sold, of_month (its days, those so far in the month of the balance), used (part of
    the balance that its sales explain; negative in a month of credits), days. `sales`: date, amount. Empty if nothing
    is owed or no sale is known.
    """
    rows, rest = [], balance
    for month, sold, of_month in by_month(day, sales):
        if not rest > 0:
            break
        part = rest / sold if sold > rest else 1.0
        used = rest if sold > rest else sold
        rows.append((month, sold, of_month, used, part * of_month))
        rest -= used
    return pd.DataFrame(rows, columns=["month", "sold", "of_month", "used", "days"])


def by_month(day: date, sales: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, float, float]]:
    """Yield first day, sales and days of each month from `day` back to the first known sale."""
    at = pd.Timestamp(day)
    known = sales[(sales["date"] <= at) & sales["amount"].notna()]
    age = months(np.array([at.to_datetime64()])) - months(known["date"].to_numpy())
    sold = np.trim_zeros(np.bincount(age, known["amount"].to_numpy("float64")), "b")
    lengths = month_days(pd.Series([at]), len(sold))[0]
    for number in range(len(sold)):
        yield at.replace(day=1) - pd.DateOffset(months=number), float(sold[number]), float(lengths[number])
