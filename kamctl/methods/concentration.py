"""Concentration: how much of the whole hangs on a few?

    HHI             Σ share²                      1 ÷ n where all are equal, 1 where one has everything
    Gini            Σ (2·i − n − 1) · x ÷ (n · Σ x), x in rising order, i = 1 … n      0 where all are equal
    largest         share of the largest
    top 20 %        share of the largest fifth of them, rounded up: of 28 accounts the largest 6

HHI says how the few weigh, Gini how unequal all are: a book of three equal accounts has a high HHI (0.33) and a Gini
of 0, one of a thousand with a few giants the reverse. HHI is often told in points, 10,000 times as much: below 1,000
a market counts as not concentrated, above 1,800 as highly so.

Only what is known and positive has a share; one with nothing (0, or more credits than sales) has none, but counts in
n for the Gini and the top 20 %. Without anything positive all measures are unknown.

Examples: shares of 30, 30, 20 and 20 % have an HHI of 0.26, or 2,600 points; 1, 3, 2, 1, 1, 1 and 4 a Gini of 0.3077.

Source: Hirschman (1964), American Economic Review 54:761; Gini (1912); limits of the US Merger Guidelines (2023);
帕累托 20/80 法则 for the top fifth.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd

TOP = 0.20
LOW, HIGH = 0.10, 0.18
"""HHI below which a whole is not concentrated, and above which it is highly so."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """Measures of one whole, all 0–1 (NaN unknown). `top_count` are the largest fifth; `count` those that are known."""

    count: int
    hhi: float
    gini: float
    largest: float
    top: float
    top_count: int

    @property
    def grade(self) -> str | None:
        """`low`, `moderate` or `high` by the HHI; None if it is unknown."""
        if self.hhi != self.hhi:
            return None
        return "low" if self.hhi < LOW else "moderate" if self.hhi <= HIGH else "high"


def concentration(amounts: pd.Series) -> Concentration:
    """Return the measures of `amounts` (one per account, float, NaN unknown)."""
    known = amounts.dropna().clip(lower=0).sort_values(ascending=False)
    parts, count = shares(known), top_count(len(known))
    first = float(parts.iloc[0]) if len(parts) else float("nan")
    return Concentration(len(known), hhi(known), gini(known), first, float(parts.head(count).sum(min_count=1)), count)


def hhi(amounts: pd.Series) -> float:
    """Return the Herfindahl–Hirschman index, 0–1."""
    return float((shares(amounts) ** 2).sum(min_count=1))


def gini(amounts: pd.Series) -> float:
    """Return the Gini coefficient, 0 where all are equal, near 1 where one has all."""
    rising = np.sort(amounts.dropna().clip(lower=0).to_numpy("float64"))
    whole, count = rising.sum(), len(rising)
    if whole <= 0:
        return float("nan")
    return float(((2 * np.arange(1, count + 1) - count - 1) * rising).sum() / (count * whole))


def shares(amounts: pd.Series) -> pd.Series:
    """Return each amount's share of the whole; 0 for negative ones, NaN for unknown ones or without a whole."""
    gained = amounts.clip(lower=0)
    whole = gained.sum()
    return gained / whole if whole > 0 else gained * np.nan


def top_count(count: int) -> int:
    """Return how many the largest fifth of `count` are, rounded up."""
    return ceil(round(count * TOP, 9))


def largest(amounts: pd.Series) -> pd.Index:
    """Return who the largest fifth are, largest first; equal ones in the order in which they stand."""
    known = amounts.dropna().sort_values(ascending=False, kind="stable")
    return known.index[: top_count(len(known))]
