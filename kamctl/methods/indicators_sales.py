"""Indicators that come from sales: revenue, profit, margin, active quarters, trend, concentration on families."""

import numpy as np
import pandas as pd

from kamctl.methods.facts import Facts, back, figures, ratio, span, total

COVERAGE = 0.8
"""A figure that rests on part of the sales is unknown below this share of them."""
QUARTERS, FEWEST_QUARTERS = 8, 4


def revenue(facts: Facts) -> pd.DataFrame:
    """Sales of the last 12 months in the book's currency."""
    return figures(facts, facts.sold, facts.until, sources(facts, facts.year))


def gross_profit(facts: Facts) -> pd.DataFrame:
    """Sales less cost over the lines of the last 12 months whose cost is known, not scaled up.

    Unknown where those lines are less than `COVERAGE` of all sales; 0 where nothing was sold, if the ledger has costs.
    """
    costed, coverage = with_cost(facts)
    profit = (total(costed) - total(costed, "cost")).where(coverage >= COVERAGE)
    if facts.lines["cost"].notna().any():
        profit = facts.with_zero(profit, facts.year, 12)
    return figures(facts, profit, facts.until, costed_sources(facts, coverage))


def gross_margin(facts: Facts) -> pd.DataFrame:
    """Gross profit ÷ sales, over the same lines; unknown without positive sales."""
    costed, coverage = with_cost(facts)
    margin = ratio(total(costed) - total(costed, "cost"), total(costed)).where(coverage >= COVERAGE)
    return figures(facts, margin, facts.until, costed_sources(facts, coverage))


def active_quarters(facts: Facts) -> pd.DataFrame:
    """Share of the last 8 times three months in which something was sold (not credit notes alone).

    The periods are counted back from the day, so that none is only partly over. Those before the ledger starts
    don't count; unknown with fewer than 4.
    """
    starts = pd.DatetimeIndex([back(facts.as_of, 3 * number) for number in range(QUARTERS, 0, -1)])
    told = int((starts + pd.Timedelta(days=1) >= facts.ledger["first"].iloc[0].replace(day=1)).sum())
    bought = facts.between(3 * QUARTERS, 0).query("amount > 0")
    number = np.searchsorted(starts.to_numpy(), bought["date"].to_numpy(), side="left")
    active = bought.assign(number=number).groupby("account", observed=True)["number"].nunique()
    share = facts.with_zero(active / max(told, 1), bought, 3 * told).clip(upper=1)
    known = share if told >= FEWEST_QUARTERS else share * np.nan
    return figures(facts, known, facts.until, sources(facts, bought))


def revenue_trend(facts: Facts) -> pd.DataFrame:
    """Sales of the last 12 months ÷ those of the 12 months before − 1; unknown without sales before."""
    before = total(facts.between(24, 12)).reindex(facts.units.index)
    trend = (ratio(facts.sold, before) - 1).where(facts.told(24))
    return figures(facts, trend, facts.until, sources(facts, facts.between(24, 0)))


def family_concentration(facts: Facts) -> pd.DataFrame:
    """Herfindahl index over product families of the sales of 12 months: Σ share², 1 where all is one family.

    Lines without a family are left out; unknown where they are more than a fifth. A family with more credits than
    sales counts as 0.
    """
    named = facts.year[facts.year["family"].notna()]
    sold = named.groupby(["account", "family"], observed=True)["amount"].sum().clip(lower=0)
    whole = sold.groupby(level=0, observed=True).transform("sum")
    index = (ratio(sold, whole) ** 2).groupby(level=0, observed=True).sum(min_count=1)
    return figures(facts, index.where(covered(facts.year, named) >= COVERAGE), facts.until, sources(facts, named))


def with_cost(facts: Facts) -> tuple[pd.DataFrame, pd.Series]:
    """Return the lines of 12 months with a known cost, and by account their share of all."""
    costed = facts.year[facts.year["cost"].notna()]
    return costed, covered(facts.year, costed)


def covered(rows: pd.DataFrame, part: pd.DataFrame) -> pd.Series:
    """Return by account which share of the amounts of `rows`, credits counted like sales, `part` has."""
    whole = total(rows.assign(amount=rows["amount"].abs()))
    return ratio(total(part.assign(amount=part["amount"].abs())).reindex(whole.index).fillna(0.0), whole)


def sources(facts: Facts, rows: pd.DataFrame) -> pd.Series:
    """Return by account the ledger lines behind a figure; the ledger's name where no line was found in it."""
    return span(facts, rows).reindex(facts.units.index).fillna(facts.basis)


def costed_sources(facts: Facts, coverage: pd.Series) -> pd.Series:
    """Return the ledger lines of the year by account, and of which share of them the cost is known, unless of all."""
    share = coverage.reindex(facts.units.index).fillna(1.0)
    known = ", cost " + (share * 100).round().astype(int).astype(str) + " %"
    return sources(facts, facts.year) + known.where(share < 1, "")
