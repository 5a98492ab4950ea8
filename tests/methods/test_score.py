from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.normalise import Rule
from kamctl.methods.score import Plan, Weighted, score, shown, shown_points

UNKNOWN = float("nan")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
D = Decimal


def plan(groups: dict[str, float], **indicators: tuple[str, float]) -> Plan:
    """A plan whose raw values are 0 to 100 already; indicators are group and weight."""
    return Plan(groups, tuple(Weighted(group, name, weight, AS_IT_IS) for name, (group, weight) in indicators.items()))


WORKED = plan(
    {"contribution": 0.6, "growth": 0.4},
    revenue=("contribution", 0.5),
    gross_profit=("contribution", 0.5),
    open_potential=("growth", 0.5),
    revenue_trend=("growth", 0.5),
)


def values(*rows: tuple[float | None, ...], plan: Plan = WORKED) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[one.indicator for one in plan.indicators], dtype="float64")


def test_the_worked_example() -> None:
    scored = score(values((80, UNKNOWN, 60, 40), (80, UNKNOWN, UNKNOWN, UNKNOWN)), WORKED)
    # 0.6 · 80 = 48; 0.4 · ½ · 60 = 12; 0.4 · ½ · 40 = 8
    assert scored.points.iloc[0].to_numpy() == pytest.approx([48, UNKNOWN, 12, 8], nan_ok=True)
    first, second = scored.scores.to_dict("records")
    assert first == pytest.approx({"score": 68, "evidence": 0.70, "contribution": 80, "growth": 50})
    assert second == pytest.approx({"score": 80, "evidence": 0.30, "contribution": 80, "growth": UNKNOWN}, nan_ok=True)


def test_the_weight_of_the_unknown_goes_to_the_others() -> None:
    scored = score(values((80, UNKNOWN, 60, 40), (10, UNKNOWN, UNKNOWN, UNKNOWN)), WORKED)
    assert scored.weight.iloc[0].to_numpy() == pytest.approx([0.6, UNKNOWN, 0.2, 0.2], nan_ok=True)
    assert scored.weight.iloc[1].to_numpy() == pytest.approx([1, UNKNOWN, UNKNOWN, UNKNOWN], nan_ok=True)


def test_weights_need_not_add_up_to_1() -> None:
    double = plan(
        {"contribution": 6, "growth": 4},
        revenue=("contribution", 3),
        gross_profit=("contribution", 3),
        open_potential=("growth", 1),
        revenue_trend=("growth", 1),
    )
    found = score(values((80, UNKNOWN, 60, 40)), double).scores.iloc[0]
    assert (found["score"], found["evidence"]) == pytest.approx((68, 0.7))


def test_nothing_known_gives_no_score_and_no_evidence() -> None:
    found = score(values((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)), WORKED).scores.iloc[0]
    assert pd.isna(found["score"])
    assert pd.isna(found["contribution"])
    assert found["evidence"] == 0


def test_the_empty_book() -> None:
    scored = score(values(), WORKED)
    assert scored.scores.empty
    assert scored.points.columns.equals(WORKED.columns())


def test_a_group_of_weight_0_is_shown_but_does_not_count() -> None:
    free = plan({"contribution": 1, "growth": 0}, revenue=("contribution", 1), revenue_trend=("growth", 1))
    found = score(values((30, 90), (UNKNOWN, 90), plan=free), free)
    assert found.scores.iloc[0].to_dict() == {"score": 30, "evidence": 1, "contribution": 30, "growth": 90}
    assert found.points.iloc[0].tolist() == [30, 0]
    assert pd.isna(found.scores["score"].iloc[1])  # all that is known has no weight
    assert found.scores["evidence"].iloc[1] == 0


def test_a_group_whose_indicators_all_weigh_0_has_no_score_and_leaves_its_weight_to_the_others() -> None:
    hollow = plan({"contribution": 1, "growth": 1}, revenue=("contribution", 1), revenue_trend=("growth", 0))
    found = score(values((30, 90), plan=hollow), hollow).scores.iloc[0]
    assert (found["score"], found["evidence"]) == (30, 1)
    assert pd.isna(found["growth"])


def test_without_any_weight_nobody_has_a_score() -> None:
    nothing = plan({"contribution": 0}, revenue=("contribution", 1))
    found = score(values((30,), plan=nothing), nothing).scores.iloc[0]
    assert pd.isna(found["score"])
    assert found["evidence"] == 0
    assert score(pd.DataFrame(index=["a"]), Plan({}, ())).scores["evidence"].tolist() == [0]


def test_an_indicator_may_stand_in_two_groups() -> None:
    twice = Plan(
        {"contribution": 0.5, "growth": 0.5},
        tuple(Weighted(group, "revenue", 1, AS_IT_IS) for group in ("contribution", "growth")),
    )
    found = score(pd.DataFrame({"revenue": [40.0]}), twice)
    assert found.points.iloc[0].tolist() == [20, 20]


def test_scores_are_shown_with_one_decimal_half_up() -> None:
    raw = pd.DataFrame({"score": [67.95, 67.949, 74.95, 64.35, 0.05, 2 / 3 * 100, UNKNOWN]})
    found = shown(raw)["score"].tolist()
    assert found[:6] == [68.0, 67.9, 75.0, 64.4, 0.1, 66.7]
    assert pd.isna(found[6])


def test_shown_points_add_up_to_the_shown_score() -> None:
    # exact thirds: 33.33… each are floored to 33.3; the missing 0.1 goes to the first of equal remainders
    parts = pd.Series([100 / 3, 100 / 3, UNKNOWN, 100 / 3])
    assert shown_points(parts, 100.0) == [D("33.4"), D("33.3"), None, D("33.3")]


def test_nothing_known_has_no_points() -> None:
    assert shown_points(pd.Series([UNKNOWN, UNKNOWN]), UNKNOWN) == [None, None]
    assert shown_points(pd.Series([], dtype="float64"), UNKNOWN) == []


known_or_not = st.none() | st.floats(0, 100)
weight = st.integers(0, 10**6).map(lambda number: number / 10**6)


@given(
    st.lists(st.tuples(known_or_not, known_or_not, known_or_not, known_or_not), min_size=1, max_size=4),
    st.lists(weight, min_size=4, max_size=4),
    weight,
)
def test_points_always_add_up(rows: list[tuple[float | None, ...]], weights: list[float], first_group: float) -> None:
    drawn = plan(
        {"contribution": first_group, "growth": 1 - first_group},
        **{name: (group, weight) for name, group, weight in zip(
            ("revenue", "gross_profit", "open_potential", "revenue_trend"),
            ("contribution", "contribution", "growth", "growth"), weights, strict=True)},
    )  # fmt: skip
    scored = score(values(*rows), drawn)
    whole = shown(scored.scores)["score"]
    for row in range(len(rows)):
        exact = scored.scores["score"].iloc[row]
        parts = shown_points(scored.points.iloc[row], whole.iloc[row])
        if np.isnan(exact):
            assert parts == [None] * 4
        else:
            assert np.nansum(scored.points.iloc[row]) == pytest.approx(exact)
            assert np.nansum(scored.weight.iloc[row]) == pytest.approx(1)
            assert sum((part for part in parts if part is not None), D(0)) == D(str(whole.iloc[row]))
            assert 0 <= exact <= 100 + 1e-9
        assert 0 <= scored.scores["evidence"].iloc[row] <= 1 + 1e-9
