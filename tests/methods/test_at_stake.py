import pandas as pd
import pytest

from kamctl.methods.at_stake import at_stake
from kamctl.methods.normalise import Rule
from kamctl.methods.score import Plan, Weighted, score

UNKNOWN = float("nan")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
PLAN = Plan(
    {"contribution": 0.6, "growth": 0.4},
    tuple(Weighted(group, name, 0.5, AS_IT_IS) for group, name in (
        ("contribution", "revenue"), ("contribution", "gross_profit"),
        ("growth", "open_potential"), ("growth", "revenue_trend"))),
)  # fmt: skip


def stakes(*row: float) -> list[list[object]]:
    values = pd.DataFrame([row], index=["a"], columns=[one.indicator for one in PLAN.indicators], dtype="float64")
    found: list[list[object]] = at_stake(score(values, PLAN), PLAN, "a").drop(columns="group").to_numpy().tolist()
    return found


def test_the_score_lies_between_the_worst_and_the_best_value() -> None:
    # the worked example: 68; profit 0: 0.6 · 40 + 20 = 44, profit 100: 0.6 · 90 + 20 = 74
    assert stakes(80, UNKNOWN, 60, 40) == [["gross_profit", 30.0, 44.0, 74.0]]


def test_the_most_first() -> None:
    # score 80 on revenue alone; trend 0: 0.6 · 80 = 48, trend 100: 88; profit 0: 40, profit 100: 90
    assert stakes(80, UNKNOWN, UNKNOWN, UNKNOWN) == [
        ["gross_profit", 50.0, 40.0, 90.0], ["open_potential", 40.0, 48.0, 88.0], ["revenue_trend", 40.0, 48.0, 88.0],
    ]  # fmt: skip


def test_all_known_or_nothing() -> None:
    assert stakes(1, 2, 3, 4) == []
    assert [row[1:] for row in stakes(*[UNKNOWN] * 4)] == [[100.0, 0.0, 100.0]] * 4


def test_what_has_no_weight_is_not_at_stake() -> None:
    free = Plan({"risk": 1}, (Weighted("risk", "credit", 0, AS_IT_IS), Weighted("risk", "overdue_share", 1, AS_IT_IS)))
    values = pd.DataFrame({"credit": [UNKNOWN], "overdue_share": [5.0]}, index=["a"])
    assert at_stake(score(values, free), free, "a").empty


def test_it_adds_up_with_evidence() -> None:
    values = pd.DataFrame([[80, UNKNOWN, UNKNOWN, UNKNOWN]], index=["a"],
                          columns=[one.indicator for one in PLAN.indicators], dtype="float64")  # fmt: skip
    assert 100 * (1 - score(values, PLAN).scores["evidence"]["a"]) == pytest.approx(70)
