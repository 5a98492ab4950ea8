"""Indicators that come from sales: revenue, profit, margin, active quarters, trend, concentration on families."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.by_account import ByAccount, Floats, over
from kamctl.methods.facts import Facts, Figures, back, figures

COVERAGE = 0.8
"""A figure that rests on part of the sales is unknown below this share of them."""
QUARTERS, FEWEST_QUARTERS = 8, 4


def revenue(facts: Facts) -> Figures:
    """Sales of the last 12 months in the book's currency."""
    return figures(facts, facts.sold, facts.until)


def gross_profit(facts: Facts) -> Figures:
    """Sales less cost over the lines of the last 12 months whose cost is known, not scaled up.

    Unknown where those lines are less than `COVERAGE` of all sales; 0 where nothing was sold, if the ledger has costs.
    """
    gained = profit(facts)
    if facts.trade.costed.any():
        gained = facts.with_zero(gained, facts.year, 12)
    return figures(facts, gained, facts.until)


def gross_margin(facts: Facts) -> Figures:
    """Gross profit ÷ sales, over the same lines; unknown without positive sales."""
    gained, sold = profit(facts), facts.year.where(facts.year.costed).total
    return figures(facts, over(gained, sold), facts.until, gained, sold)


def profit(facts: Facts) -> Floats:
    """Return sales less cost of 12 months by account, NaN where too little of the cost is known."""
    lines = facts.year
    return np.where(lines.covered(lines.costed) >= COVERAGE, lines.profit, np.nan)


def active_quarters(facts: Facts) -> Figures:
    """Share of the last 8 times three months in which something was sold (not credit notes alone).

    The periods are counted back from the day, so that none is only partly over. Those before the ledger starts
    don't count; unknown with fewer than 4.
    """
    starts = quarter_starts(facts)
    told = quarters_told(facts)
    lines = facts.between(3 * QUARTERS, 0)
    bought = lines.where(lines.amount > 0)
    active = counted(bought.by, np.searchsorted(starts.to_numpy(), bought.day, side="left"))
    known = np.where(bought.by.counts() > 0, active / max(told, 1), np.nan)
    share = facts.with_zero(known, bought, 3 * told).clip(max=1)
    return figures(facts, share if told >= FEWEST_QUARTERS else share * np.nan, facts.until)


def counted(by: ByAccount, number: npt.NDArray[np.int64]) -> Floats:
    """Return how many different numbers (0 to `QUARTERS`) the rows of each account have."""
    has = np.zeros((by.count + 1, QUARTERS + 1), dtype=bool)  # the last row: of no scored account
    has[by.place, number] = True
    count: Floats = has[:-1].sum(axis=1).astype("float64")
    return count


def quarter_starts(facts: Facts) -> pd.DatetimeIndex:
    """Return the day before each of the last 8 times three months, oldest first."""
    return pd.DatetimeIndex([back(facts.as_of, 3 * number) for number in range(QUARTERS, 0, -1)])


def quarters_told(facts: Facts) -> int:
    """Return how many of them the ledger tells whole."""
    first = facts.ledger["first"].iloc[0].replace(day=1)
    return int((quarter_starts(facts) + pd.Timedelta(days=1) >= first).sum())


def revenue_trend(facts: Facts) -> Figures:
    """Sales of the last 12 months ÷ those of the 12 months before − 1; unknown without sales before."""
    lines, told = facts.between(24, 12), facts.told(24)
    before = np.where(told, facts.with_zero(lines.total, lines, 24), np.nan)
    more = np.where(told, facts.sold, np.nan) - before
    return figures(facts, over(more, before), facts.until, more, before)


def family_concentration(facts: Facts) -> Figures:
    """Herfindahl index over product families of the sales of 12 months: Σ share², 1 where all is one family.

    Lines without a family are left out; unknown where they are more than a fifth. A family with more credits than
    sales counts as 0.
    """
    sold = facts.year.by_family.clip(min=0)
    whole = sold.sum(axis=1)
    index = (over(sold, whole[:, None]) ** 2).sum(axis=1)
    named = facts.year.covered(facts.year.family >= 0)
    return figures(facts, np.where(named >= COVERAGE, index, np.nan), facts.until)
