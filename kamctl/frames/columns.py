"""How a list of values becomes a column: the same for every frame."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

EPOCH = date(1970, 1, 1).toordinal()
NOT_A_DAY = np.iinfo(np.int64).min


def objects(values: Sequence[object]) -> pd.Series:
    """Return a column of objects as they are: text, Decimal, None for unknown."""
    return pd.Series(values, dtype=object)


def framed(
    rows: Sequence[Sequence[Any]], names: Sequence[str], dated: Sequence[str] = (), numbers: Sequence[str] = ()
) -> pd.DataFrame:
    """Return rows as a frame of objects, but for the columns `dated`, which become days, and `numbers`, floats."""
    place = {name: number for number, name in enumerate(names)}
    typed: dict[str, Any] = {name: days([row[place[name]] for row in rows]) for name in dated}
    typed |= {name: np.array([row[place[name]] for row in rows], dtype="float64") for name in numbers}
    return pd.DataFrame(rows, columns=list(names), dtype=object).assign(**typed)


def days(values: Sequence[date | None]) -> pd.Series:
    """Return a column of days, datetime64 in seconds; None becomes NaT."""
    numbers = [NOT_A_DAY if value is None else value.toordinal() - EPOCH for value in values]
    return pd.Series(np.array(numbers, dtype=np.int64).view("datetime64[D]").astype("datetime64[s]"))


def days_of_ordinals(numbers: npt.NDArray[np.int64]) -> pd.Series:
    """Return a column of days, datetime64 in seconds, from ordinals, 1 for the first day of year 1."""
    return pd.Series((numbers - EPOCH).view("datetime64[D]").astype("datetime64[s]"))


def codes_of(column: "array[int]") -> npt.NDArray[np.int32]:
    """Return the numbers of texts that were noted with a ledger."""
    return np.frombuffer(column, dtype=np.int32)


def in_order(codes: npt.NDArray[np.int32], texts: Sequence[str]) -> pd.Categorical:
    """Return a column of texts, given by their numbers (1 for the first of `texts`, `NONE` unknown), as categories in
    order. Texts that do not occur are none.
    """
    occurs = np.flatnonzero(np.bincount(codes, minlength=len(texts) + 1)[1:])
    names = np.array([texts[number] for number in occurs.tolist()], dtype=object)
    order = np.argsort(names)
    place = np.full(len(texts) + 1, -1, dtype=np.int32)
    place[occurs[order] + 1] = np.arange(len(names))
    return pd.Categorical.from_codes(place[codes], pd.Index(names[order], dtype=object))
