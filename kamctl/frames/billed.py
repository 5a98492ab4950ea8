"""Invoices as they stand against balances: in the book's currency, raised by the VAT that balances include."""

import numpy as np
import pandas as pd

from kamctl.frames.receivables import vat
from kamctl.frames.sales import Told, older_sales
from kamctl.records.book import Book
from kamctl.records.rates import Exchange

NEVER = np.datetime64("NaT")


def billed(
    book: Book, exchange: Exchange, told: Told, sales: pd.DataFrame, owed: pd.DataFrame, months: int
) -> pd.DataFrame:
    """Return date, account, amount (float, NaN without a rate) of invoice lines up to the day; none of orders.

    `sales` are those of the last `months`, `owed` the last balances (see `frames.receivables`). Of an account that owes
    more than was invoiced to it in these months, all older lines are there, too: a balance may be older than they are.
    """
    if told.name != "invoices":
        return raised(book, sales.head(0))
    recent = raised(book, sales)
    wanted = unexplained(recent, owed)
    if not wanted:
        return recent
    older = older_sales(exchange, told, months, wanted)
    whole = pd.concat([recent.astype({"account": object}), raised(book, older).astype({"account": object})])
    return whole.reset_index(drop=True)


def raised(book: Book, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with VAT: date, account, amount."""
    currency = lines["currency"].astype("category")
    by_code = np.array([*vat(book, list(currency.cat.categories)), 0.0])
    rate = 1 + by_code[currency.cat.codes.to_numpy()]
    return lines[["date", "account"]].assign(amount=lines["amount_base"].to_numpy("float64") * rate)


def unexplained(lines: pd.DataFrame, owed: pd.DataFrame) -> frozenset[str]:
    """Return the accounts whose balance is more than the lines up to its day."""
    balances: dict[str, float] = {}
    days: dict[str, np.datetime64] = {}
    for account, day, balance in zip(owed["account"], owed["date"].to_numpy(), owed["balance_base"], strict=True):
        balances[account] = balances.get(account, 0.0) + float(balance or 0)
        days[account] = day
    buyers = lines["account"].astype("category").cat
    codes = buyers.codes.to_numpy()
    last = np.array([*(days.get(name, NEVER) for name in buyers.categories), NEVER], "datetime64[s]")
    counted = lines["date"].to_numpy("datetime64[s]") <= last[codes]
    sums = np.bincount(codes[counted], lines["amount"].fillna(0.0).to_numpy()[counted], len(buyers.categories))
    explained = dict(zip(buyers.categories, sums.tolist(), strict=True))
    return frozenset(name for name, balance in balances.items() if balance > explained.get(name, 0.0))
