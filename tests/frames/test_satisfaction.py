from datetime import date
from typing import Any

from small_books import a_book

from kamctl.frames.satisfaction import satisfaction

DAY = date(2026, 11, 20)


def survey(*scores: dict[str, Any], on: str = "2026-05-02", kind: str = "satisfaction") -> dict[str, Any]:
    return {"kind": kind, "on": on, "answers": [{"scores": one} for one in scores]}


def test_every_judged_item_is_a_row() -> None:
    book = a_book(surveys={
        "norla/s": survey({"quality": 80, "service": {"expectation": 90, "experience": 70, "weight": 2}},
                          {"quality": 60, "delivery": {"expectation": 90}}),
    })  # fmt: skip
    found = satisfaction(book, DAY)
    assert found[["answer", "item", "experience", "weight"]].to_numpy().tolist() == [
        [1, "quality", 80, 1], [1, "service", 70, 2], [2, "quality", 60, 1],
    ]  # fmt: skip
    assert found["account"].unique().tolist() == ["norla"]


def test_other_surveys_and_later_ones_are_left_out() -> None:
    surveys = {"a/s": survey({"quality": 80}, on="2026-11-21"), "b/s": survey({"quality": 80}, kind="kano")}
    assert satisfaction(a_book(surveys=surveys), DAY).empty
