"""Normalisation: how does a raw value – money, days, a rating – become 0 to 100, so that it can be added?

    rank     100 · (number below + ½ · number equal, itself included) ÷ n, over the accounts where it is known
    range    100 · (value − smallest) ÷ (largest − smallest)
    scale    piecewise linear through given points (raw value, 0–100), level beyond both ends

`rank` and `range` compare accounts of one book with each other; where less is better they are turned round
(100 − x). A single account, or all equal, gets 50: there is nothing to tell them apart. `rank` does not care how
far ahead the largest is, which suits money, whose spread is wide; `range` does, so one giant pushes all others down.
`scale` judges a value by itself, whoever else is in the book; its points already say which side is better.

Unknown stays unknown: it takes no part, and gets no value.

Source: methods 甄选与分析, 客户价值计分卡; the mid-rank is the usual one of non-parametric statistics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Method = Literal["rank", "range", "scale"]
Better = Literal["high", "low"]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one indicator is normalised. `points` (raw value, 0–100; raw values rising) serve `scale` alone."""

    method: Method
    better: Better = "high"
    points: Points = ()


def normalised(values: pd.Series, rule: Rule) -> Floats:
    """Return 0 to 100 for each value, NaN where it is unknown."""
    raw = values.to_numpy("float64")
    if rule.method == "scale":
        return scale(raw, rule.points)
    high = rank(raw) if rule.method == "rank" else spread(raw)
    return high if rule.better == "high" else 100 - high


def rank(values: Floats) -> Floats:
    """Return the mid-rank of each value among the known ones, 0 to 100; 50 for one alone."""
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return np.full(len(values), np.nan)
    below = np.searchsorted(known, values, side="left")
    up_to = np.searchsorted(known, values, side="right")
    middle = 100 * (below + up_to) / 2 / len(known)  # below + ½ equal = ½ (below + below and equal)
    return np.where(np.isnan(values), np.nan, middle)


def spread(values: Floats) -> Floats:
    """Return where each value lies between the smallest (0) and the largest (100); 50 if these are equal."""
    known = values[~np.isnan(values)]
    if not len(known) or known.max() == known.min():
        return np.where(np.isnan(values), np.nan, 50.0)
    position: Floats = 100 * (values - known.min()) / (known.max() - known.min())
    return position


def scale(values: Floats, points: Sequence[tuple[float, float]]) -> Floats:
    """Return the points of each raw value, linear between the given ones and level beyond them."""
    raw, worth = zip(*points, strict=True)
    found: Floats = np.interp(values, raw, worth)
    return found
