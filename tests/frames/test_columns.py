from datetime import date

import pandas as pd

from kamctl.frames.columns import category, days, days_of_ordinals, ordinals


def test_texts_that_repeat_become_categories_in_order() -> None:
    found = category(["b", None, "a", "b"])
    assert list(found.categories) == ["a", "b"]
    assert found.codes.tolist() == [1, -1, 0, 1]
    assert len(category([])) == 0
    assert category([None]).codes.tolist() == [-1]


def test_days_and_their_numbers() -> None:
    given = [date(2026, 11, 20), date(1969, 12, 31)]
    numbers = ordinals(given)
    assert numbers.tolist() == [day.toordinal() for day in given]
    assert days_of_ordinals(numbers).equals(days(given))
    assert days([None, given[0]]).tolist() == [pd.NaT, pd.Timestamp("2026-11-20")]
