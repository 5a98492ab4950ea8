"""Pyramid 金字塔模型: how many accounts are of which size, and what do they bring?

Accounts are put in bands by their revenue of 12 months. The limits are round amounts, in steps of 1, 2 and 5 times a
power of ten: the largest one that some account reaches, and the four below it. What is below all of them is the last
band, and those without revenue (0, or more credits than sales), and those whose revenue is unknown, stand apart.

    count     accounts of the band
    revenue   their sum, and share = revenue ÷ that of all
    profit    the sum where it is known; unknown_profit counts the accounts where it is not
    margin    profit ÷ revenue, over the accounts whose profit is known

It stands beside the scorecard so that no one judges by one measure: many accounts high in the scorecard are low in the
pyramid, and a band that is large in revenue may be small in profit.

Source: 金字塔模型; Curry and Curry (2000), The Customer Marketing Method. The limits are ours.
"""

from itertools import pairwise
from math import floor, inf, log10

import pandas as pd

BANDS = 5
STEPS = (1, 2, 5)
COLUMNS = ("low", "high", "count", "revenue", "share", "profit", "unknown_profit", "margin")


def pyramid(revenue: pd.Series, profit: pd.Series) -> pd.DataFrame:
    """Return one row per band, largest first (columns: `COLUMNS`), the unknown last.

    `revenue` and `profit` are by account (float, NaN unknown). `low` ≤ revenue < `high`; both are NaN for the unknown,
    `low` is −∞ for those without revenue. `share` and `margin` are NaN where there is no whole.
    """
    limits = bounds(revenue.max())
    edges = [inf, *reversed(limits), 0.0, -inf]
    whole = revenue.clip(lower=0).sum()
    rows = [band(revenue, profit, low, high, whole) for high, low in pairwise(edges)]
    unknown = revenue[revenue.isna()]
    rows.append({"low": float("nan"), "high": float("nan"), "count": len(unknown), "unknown_profit": len(unknown)})
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table[table["count"] > 0].reset_index(drop=True)


def bounds(largest: float) -> list[float]:
    """Return the limits of the bands, rising: the largest round amount that is reached, and those below it."""
    if not largest > 0:
        return []
    power = floor(log10(largest)) + 1
    steps = [step * 10.0**exponent for exponent in range(power - 3, power + 1) for step in STEPS]
    return [step for step in steps if step <= largest][-BANDS:]


def band(revenue: pd.Series, profit: pd.Series, low: float, high: float, whole: float) -> dict[str, float]:
    """Return the figures of one band; the one that ends at 0 includes it."""
    inside = (revenue <= 0) if low == -inf else (revenue > 0) & (revenue >= low) & (revenue < high)
    sold, gained = revenue[inside], profit[inside]
    known = sold[gained.notna()].sum()
    return {
        "low": low,
        "high": high,
        "count": int(inside.sum()),
        "revenue": sold.sum(),
        "share": sold.sum() / whole if whole > 0 else float("nan"),
        "profit": gained.sum(min_count=1),
        "unknown_profit": int(gained.isna().sum()),
        "margin": gained.sum() / known if known > 0 else float("nan"),
    }
