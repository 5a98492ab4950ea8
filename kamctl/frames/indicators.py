"""What account indicators are computed from: the frames of one day, gathered once.

Only what is used is converted, so that a rate missed elsewhere does not count: sales of the last 24 months, the last
balance of each account, open deals, potentials on the day.
"""

from datetime import date
from typing import Any

from kamctl.frames.accounts import accounts
from kamctl.frames.accounts_potential import potentials
from kamctl.frames.accounts_rated import rated
from kamctl.frames.accounts_referrals import referrals
from kamctl.frames.billed import billed
from kamctl.frames.installs import installs
from kamctl.frames.opportunities import states
from kamctl.frames.receivables import last_balances
from kamctl.frames.sales import ledger, sales_told, told
from kamctl.frames.sites import sites
from kamctl.frames.surveys import answers
from kamctl.records.book import Book
from kamctl.records.opportunity import State
from kamctl.records.rates import Exchange


def fact_frames(book: Book, exchange: Exchange, day: date, months: int = 24) -> dict[str, Any]:
    """Return the frames by name, as of `day`; their columns stand in their own modules. Beside them `places`.

    `receivables` are the last balances; the amounts of `states` are known for open deals alone. Sales reach back
    `months`: those who look further than indicators do say so.
    """
    ledgers, owed = told(book, day), last_balances(book, exchange, day)
    sold = sales_told(book, exchange, ledgers, months)
    return {
        "accounts": accounts(book, day),
        "ledger": ledger(ledgers),
        "sales": sold,
        "billed": billed(book, exchange, ledgers, sold, owed, months),
        "potentials": potentials(book, exchange, day),
        "rated": rated(book, day),
        "referrals": referrals(book, day),
        "answers": answers(book, day),
        "installs": installs(book, day),
        "receivables": owed,
        "states": states(book, exchange, day, open_deal),
        "sites": sites(book),
        "places": exchange.places,
    }


def open_deal(state: State) -> bool:
    """Want the amount of open deals alone."""
    return state.open
