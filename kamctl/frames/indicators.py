"""What account indicators are computed from: the frames of one day, gathered once.

Sales are invoiced sales; a book without an invoice ledger up to the day is judged by its orders. Only what is used
is converted, so that a rate missed elsewhere does not count: sales of the last 24 months, the last balance of each
account, open deals, potentials on the day.
"""

from datetime import date

import pandas as pd

from kamctl.frames.accounts import accounts
from kamctl.frames.accounts_potential import potentials
from kamctl.frames.accounts_rated import rated
from kamctl.frames.accounts_referrals import referrals
from kamctl.frames.columns import days, objects
from kamctl.frames.installs import installs
from kamctl.frames.invoices import invoices
from kamctl.frames.opportunities import states
from kamctl.frames.orders import orders
from kamctl.frames.receivables import receivables
from kamctl.frames.surveys import answers
from kamctl.periods import add_months
from kamctl.records.book import Book
from kamctl.records.opportunity import State
from kamctl.records.rates import Exchange

SALES_MONTHS = 24
SALES = ("date", "account", "family", "amount", "currency", "amount_base", "cost_base", "source")


def fact_frames(book: Book, exchange: Exchange, day: date) -> dict[str, pd.DataFrame]:
    """Return the frames by name, as of `day`.

    `accounts`, `potentials`, `rated`, `referrals`, `answers`, `installs`, `receivables` (last balances) and `states`
    as their own modules describe them; `sales` and `ledger` as the functions below do.
    """
    return {
        "accounts": accounts(book, day),
        "ledger": ledger(book, day),
        "sales": sales(book, exchange, day),
        "potentials": potentials(book, exchange, day),
        "rated": rated(book, day),
        "referrals": referrals(book, day),
        "answers": answers(book, day),
        "installs": installs(book, day),
        "receivables": last_balances(book, exchange, day),
        "states": states(book, exchange, day, open_deal),
    }


def open_deal(state: State) -> bool:
    """Want the amount of open deals alone."""
    return state.open


def basis(book: Book, day: date) -> str:
    """Return the ledger that tells sales: `invoices`, or `orders` where no invoice is dated up to `day`."""
    return "invoices" if any(line.date <= day for line in book.invoices.rows) else "orders"


def ledger(book: Book, day: date) -> pd.DataFrame:
    """Return one row on the ledger that tells sales: basis (its name), first and last day of its lines up to `day`."""
    name = basis(book, day)
    dates = [line.date for line in (book.invoices if name == "invoices" else book.orders).rows if line.date <= day]
    return pd.DataFrame(
        {
            "basis": objects([name]),
            "first": days([min(dates, default=None)]),
            "last": days([max(dates, default=None)]),
        }
    )


def sales(book: Book, exchange: Exchange, day: date) -> pd.DataFrame:
    """Return the sales lines of the 24 months up to `day`.

    Columns: date, account, family (None unknown), amount (Decimal in `currency`), currency, amount_base and cost_base
    (float in the book's currency; NaN without a rate, the cost also if unknown; orders have no cost), source.
    """
    since = add_months(day, -SALES_MONTHS)
    if basis(book, day) == "invoices":
        return invoices(book, exchange, lambda line: since < line.date <= day, SALES, exact=False)
    lines = orders(book, exchange, lambda line: since < line.date <= day)
    return lines.assign(amount_base=lines["amount_base"].astype("float64"), cost_base=float("nan"))[list(SALES)]


def last_balances(book: Book, exchange: Exchange, day: date) -> pd.DataFrame:
    """Return each account's lines of receivables of its last day up to `day` (columns as `frames.receivables`)."""
    last: dict[str, date] = {}
    for line in book.receivables.rows:
        if line.date <= day and line.date >= last.get(line.account, line.date):
            last[line.account] = line.date
    return receivables(book, exchange, lambda line: line.date == last.get(line.account))
