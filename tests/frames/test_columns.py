from array import array
from datetime import date

import numpy as np

from kamctl.frames.columns import codes_of, days, days_of_ordinals, framed, in_order


def test_texts_as_categories_in_order() -> None:
    codes = np.array([2, 0, 1, 2, 4], dtype=np.int32)
    found = in_order(codes, ["b", "z", "never", "a"])
    assert list(found.categories) == ["a", "b", "z"]
    assert list(found) == ["z", np.nan, "b", "z", "a"]
    assert len(in_order(codes[:0], [])) == 0
    assert in_order(np.zeros(1, dtype=np.int32), ["b"]).codes.tolist() == [-1]
    assert codes_of(array("i", [1, 0])).tolist() == [1, 0]


def test_days_as_numbers_and_back() -> None:
    given = [date(2024, 2, 29), date(1969, 12, 31), date(1970, 1, 1)]
    numbers = np.array([day.toordinal() for day in given], dtype=np.int64)
    assert days_of_ordinals(numbers).equals(days(given))
    assert days([None, given[0]]).isna().tolist() == [True, False]
    assert days([]).dtype == "datetime64[s]"


def test_rows_as_a_frame_with_typed_columns() -> None:
    rows = [("a", date(2026, 1, 1), 1, None), ("b", None, None, "x")]
    found = framed(rows, ("name", "on", "value", "note"), ("on",), ("value",))
    assert [str(kind) for kind in found.dtypes] == ["object", "datetime64[s]", "float64", "object"]
    assert found["note"].tolist() == [None, "x"]
    assert found["on"].isna().tolist() == found["value"].isna().tolist() == [False, True]
    assert framed([], ("name", "on"), ("on",)).columns.tolist() == ["name", "on"]
