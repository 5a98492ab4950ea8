"""How a list of values becomes a column: the same for every frame."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

EPOCH = date(1970, 1, 1).toordinal()
NOT_A_DAY = np.iinfo(np.int64).min


def objects(values: Sequence[object]) -> pd.Series:
    """Return a column of objects as they are: text, Decimal, None for unknown."""
    return pd.Series(values, dtype=object)


def days(values: Sequence[date | None]) -> pd.Series:
    """Return a column of days, datetime64 in seconds; None becomes NaT."""
    known = [value for value in values if value is not None]
    whole = np.full(len(values), NOT_A_DAY)
    whole[[value is not None for value in values]] = ordinals(known) - EPOCH
    return pd.Series(whole.view("datetime64[D]").astype("datetime64[s]"))


def ordinals(values: Sequence[date]) -> npt.NDArray[np.int64]:
    """Return days as numbers, 1 for the first day of year 1. Far faster than numpy's reading of date objects."""
    return np.fromiter(map(date.toordinal, values), dtype=np.int64, count=len(values))


def days_of_ordinals(numbers: npt.NDArray[np.int64]) -> pd.Series:
    """Return a column of days, datetime64 in seconds, from `ordinals`."""
    return pd.Series((numbers - EPOCH).view("datetime64[D]").astype("datetime64[s]"))


class Numbers(dict[str | None, int]):
    """Numbers of texts in the order in which they are first asked for; None has 0."""

    def __init__(self) -> None:
        super().__init__({None: 0})

    def __missing__(self, text: str | None) -> int:
        self[text] = number = len(self)
        return number


def category(values: Sequence[str | None]) -> pd.Categorical:
    """Return a column of texts that repeat, as categories in order; None for unknown."""
    seen = Numbers()
    codes = np.fromiter(map(seen.__getitem__, values), dtype=np.int32, count=len(values))
    names = np.array([*seen][1:], dtype=object)
    order = np.argsort(names)
    place = np.empty(len(seen), dtype=np.int32)
    place[0], place[order + 1] = -1, np.arange(len(names))
    return pd.Categorical.from_codes(place[codes], pd.Index(names[order], dtype=object))
