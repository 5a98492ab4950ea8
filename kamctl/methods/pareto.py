"""Pareto classes: which few accounts bring most of the revenue?

Accounts are put in order of revenue, largest first. An account is in class A while the share of revenue *before* it
is below 80 %, in class B below 95 %, else in C: so the account that crosses the limit still belongs to the class.
Accounts of equal revenue share a class. One without revenue, or with more credits than sales, is in C and takes
nothing off the whole; one whose revenue is unknown has no class.

The class says how much of the business hangs on an account, not how good it is: see `kamctl explain score`.

Source: 帕累托 20/80 法则; the two limits are settings.
"""

import numpy as np
import pandas as pd


def pareto(revenue: pd.Series, a: float = 0.80, b: float = 0.95) -> pd.Series:
    """Return the class `A`, `B` or `C` of each account, None where revenue (money, float) is unknown."""
    gained = revenue.clip(lower=0)
    whole = gained.sum()
    falling = gained.groupby(gained).sum().sort_index(ascending=False)  # one entry per distinct revenue
    before = (falling.cumsum() - falling).round(6) / whole if whole > 0 else falling
    share = gained.map(before.round(12))
    classes = np.select([revenue.isna(), revenue <= 0, share < a, share < b], ["", "C", "A", "B"], "C")
    return pd.Series(classes, index=revenue.index, dtype=object).where(revenue.notna(), None)


def share_of(revenue: pd.Series, chosen: pd.Series) -> float:
    """Return which share of the whole positive revenue the chosen accounts (bool) bring; NaN without any."""
    gained = revenue.clip(lower=0)
    return float(gained[chosen].sum() / gained.sum()) if gained.sum() > 0 else float("nan")
