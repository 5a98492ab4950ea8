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
    given = revenue.to_numpy("float64")
    unknown = np.isnan(given)
    gained = np.where(unknown, 0.0, given.clip(min=0))
    distinct, which, times = np.unique(gained, return_inverse=True, return_counts=True)  # rising
    of_larger = np.flip(np.cumsum(np.flip(distinct * times))) - distinct * times
    whole = gained.sum()
    share = (of_larger.round(6) / whole).round(12)[which] if whole > 0 else gained
    classes = np.select([unknown, gained <= 0, share < a, share < b], ["", "C", "A", "B"], "C").astype(object)
    classes[unknown] = None
    return pd.Series(classes, index=revenue.index, dtype=object)


def share_of(revenue: pd.Series, chosen: pd.Series) -> float:
    """Return which share of the whole positive revenue the chosen accounts (bool) bring; NaN without any."""
    gained = revenue.clip(lower=0)
    return float(gained[chosen].sum() / gained.sum()) if gained.sum() > 0 else float("nan")
