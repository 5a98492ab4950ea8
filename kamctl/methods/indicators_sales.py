"""Indicators that come from sales: revenue, profit, margin, active quarters, trend, concentration on families."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.facts import Facts, back, figures, ratio, total

COVERAGE = 0.8
"""A figure that rests on part of the sales is unknown below this share of them."""
QUARTERS, FEWEST_QUARTERS = 8, 4


def revenue(facts: Facts) -> pd.DataFrame:
    """Sales of the last 12 months in the book's currency."""
    return figures(facts, facts.sold, facts.until)


def gross_profit(facts: Facts) -> pd.DataFrame:
    """Sales less cost over the lines of the last 12 months whose cost is known, not scaled up.

    Unknown where those lines are less than `COVERAGE` of all sales; 0 where nothing was sold, if the ledger has costs.
    """
    gained = profit(facts)
    if facts.lines["cost"].notna().any():
        gained = facts.with_zero(gained, facts.year, 12)
    return figures(facts, gained, facts.until)


def gross_margin(facts: Facts) -> pd.DataFrame:
    """Gross profit ÷ sales, over the same lines; unknown without positive sales."""
    gained, sold = profit(facts), total(facts.costed)
    return figures(facts, ratio(gained, sold), facts.until, gained, sold)


def profit(facts: Facts) -> pd.Series:
    """Return sales less cost of 12 months by account, NaN where too little of the cost is known."""
    gained = total(facts.costed) - total(facts.costed, "cost")
    return gained.where(covered(facts.year, facts.costed) >= COVERAGE)


def active_quarters(facts: Facts) -> pd.DataFrame:
    """Share of the last 8 times three months in which something was sold (not credit notes alone).

    The periods are counted back from the day, so that none is only partly over. Those before the ledger starts
    don't count; unknown with fewer than 4.
    """
    starts = quarter_starts(facts)
    told = quarters_told(facts)
    rows = facts.between(3 * QUARTERS, 0)
    bought = rows[rows["amount"] > 0]
    number = np.searchsorted(starts.to_numpy(), bought["date"].to_numpy(), side="left")
    active = counted(bought["account"], number)
    share = facts.with_zero(active / max(told, 1), bought, 3 * told).clip(upper=1)
    return figures(facts, share if told >= FEWEST_QUARTERS else share * np.nan, facts.until)


def counted(account: pd.Series, number: npt.NDArray[np.int64]) -> pd.Series:
    """Return how many different numbers (0 to `QUARTERS`) each account has; those with none are left out."""
    pairs = np.unique(account.cat.codes.to_numpy().astype(np.int64) * (QUARTERS + 1) + number)
    count = np.bincount(pairs // (QUARTERS + 1), minlength=len(account.cat.categories))
    found = pd.Series(count.astype("float64"), index=pd.Index(account.cat.categories, dtype=object))
    return found[found > 0]


def quarter_starts(facts: Facts) -> pd.DatetimeIndex:
    """Return the day before each of the last 8 times three months, oldest first."""
    return pd.DatetimeIndex([back(facts.as_of, 3 * number) for number in range(QUARTERS, 0, -1)])


def quarters_told(facts: Facts) -> int:
    """Return how many of them the ledger tells whole."""
    first = facts.ledger["first"].iloc[0].replace(day=1)
    return int((quarter_starts(facts) + pd.Timedelta(days=1) >= first).sum())


def revenue_trend(facts: Facts) -> pd.DataFrame:
    """Sales of the last 12 months ÷ those of the 12 months before − 1; unknown without sales before."""
    rows, told = facts.between(24, 12), facts.told(24)
    before = facts.with_zero(total(rows), rows, 24).where(told)
    more = facts.sold.where(told) - before
    return figures(facts, ratio(more, before), facts.until, more, before)


def family_concentration(facts: Facts) -> pd.DataFrame:
    """Herfindahl index over product families of the sales of 12 months: Σ share², 1 where all is one family.

    Lines without a family are left out; unknown where they are more than a fifth. A family with more credits than
    sales counts as 0.
    """
    sold = facts.by_family.clip(lower=0)
    whole = sold.groupby(level=0, observed=True).transform("sum")
    index = (ratio(sold, whole) ** 2).groupby(level=0, observed=True).sum(min_count=1)
    named = covered(facts.year, facts.year[facts.year["family"].notna()])
    return figures(facts, index.where(named.reindex(index.index) >= COVERAGE), facts.until)


def covered(rows: pd.DataFrame, part: pd.DataFrame) -> pd.Series:
    """Return by account which share of the amounts of `rows`, credits counted like sales, `part` has.

    Where all amounts are 0 it is the share of the lines.
    """
    share = shared(rows["amount"].abs(), rows, part)
    if share.notna().all():
        return share
    return share.fillna(shared(rows["amount"].notna().astype("float64"), rows, part))


def shared(amounts: pd.Series, rows: pd.DataFrame, part: pd.DataFrame) -> pd.Series:
    """Return by account which share of `amounts`, those of `rows`, is of lines that `part` has too."""
    whole = total(rows.assign(amount=amounts))
    return ratio(total(part.assign(amount=amounts.reindex(part.index))).reindex(whole.index).fillna(0.0), whole)
