from datetime import date
from typing import Any

import numpy as np
import pytest
from small_books import a_book

from kamctl.frames.activities import activities
from kamctl.records.activity import Activities
from kamctl.records.book import Book

DAY = date(2026, 11, 20)


def book_of(**files: list[dict[str, Any]]) -> Book:
    """Return a book of activities; files are named account__2026_person."""
    named = {name.replace("__", "/").replace("_", "-"): rows for name, rows in files.items()}
    records = {name: Activities.model_validate(rows) for name, rows in named.items()}
    return Book(a_book().settings, activities=records)


def test_an_activity_has_its_account_and_who_of_ours_it_was() -> None:
    book = book_of(
        norla__2026_lin_yue=[
            {"on": "2026-11-20", "kind": "visit", "hours": "1.5"},
            {"on": "2026-01-02", "kind": "call"},
        ],
        norla__team=[{"on": "2026-11-21", "kind": "call"}, {"on": "2026-11-01", "kind": "review"}],
    )
    found = activities(book, DAY)
    assert found[["account", "person", "kind"]].to_numpy().tolist() == [
        ["norla", "lin-yue", "visit"], ["norla", "lin-yue", "call"], ["norla", "team", "review"],
    ]  # fmt: skip
    assert found["hours"].iloc[0] == 1.5
    assert np.isnan(found["hours"].iloc[1])
    assert found["source"].iloc[0] == "accounts/norla/activities/2026-lin-yue.yaml"


@pytest.mark.parametrize(("window", "count"), [(1, 1), (9, 1), (10, 2), (0, 0), (10**6, 3), (None, 3)])
def test_a_window_ends_on_the_day(window: int | None, count: int) -> None:
    days = ("2026-11-20", "2026-11-11", "0001-01-02")
    book = book_of(norla__2026_lin=[{"on": day, "kind": "call"} for day in days])
    assert len(activities(book, DAY, window)) == count


def test_nothing_was_done() -> None:
    assert activities(book_of(), DAY).columns.tolist() == ["date", "account", "person", "kind", "hours", "source"]
