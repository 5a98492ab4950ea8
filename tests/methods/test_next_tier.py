# mypy: disable-error-code="comparison-overlap"
# pytest.approx within a tuple compares with numbers, which its type does not say.

from collections.abc import Mapping
from math import inf, isnan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamctl.methods.indicators import GROUPS
from kamctl.methods.next_tier import Case, Change, NextTier, Span, next_tier
from kamctl.methods.normalise import Rule
from kamctl.methods.score import Plan, Weighted, score, shown
from kamctl.methods.tiers import TierRule, tiers

UNKNOWN = float("nan")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
RULES = (TierRule("top", {"score": 80, "growth": 50}), TierRule("high", {"score": 60}), TierRule("rest"))


def plan(**indicators: tuple[str, float, Rule]) -> Plan:
    groups = dict.fromkeys(group for group, _, _ in indicators.values())
    return Plan(
        dict.fromkeys(groups, 1.0), tuple(Weighted(g, name, w, rule) for name, (g, w, rule) in indicators.items())
    )


PLAIN = plan(revenue=("contribution", 1, AS_IT_IS), trend=("growth", 1, AS_IT_IS))


def case(rows: Mapping[str, tuple[float, ...]], plan: Plan = PLAIN, account: str = "a", **more: Any) -> Case:
    columns = list(dict.fromkeys(one.indicator for one in plan.indicators))
    values = pd.DataFrame(rows.values(), index=list(rows), columns=columns, dtype="float64")
    return Case(values, plan, score(values, plan), more.get("rules", RULES), more.get("spans", {}), account)


def tier_of(case: Case, slug: str | None = None, value: float = 0.0) -> str | None:
    """Return the account's tier, everybody scored anew with a changed value."""
    values = case.values.copy()
    if slug:
        values.at[case.account, slug] = value
    scores = shown(score(values, case.plan).scores).reindex(columns=["score", *GROUPS])
    found: str | None = tiers(scores, case.tiers)[case.account]
    return found


def found_by(case: Case) -> NextTier:
    found = next_tier(case, tier_of(case))
    assert found is not None
    return found


def only(case: Case) -> Change:
    (change,) = found_by(case).changes
    return change


def test_on_a_scale_the_value_is_solved_exactly() -> None:
    # (40 + x) ÷ 2 is shown as 60.0 from 59.95 on: x = 79.9; quartiles of revenue 40 and 100 are 55 and 85
    found = found_by(case({"a": (40, 40), "b": (100, 100)}))
    assert found.tier == "high"
    assert [(one.indicator, one.to, one.tier) for one in found.changes] == [
        ("revenue", pytest.approx(79.9), "high"), ("trend", pytest.approx(79.9), "high"),
    ]  # fmt: skip
    assert found.changes[0].size == pytest.approx(39.9 / 30)
    assert found.changes[0].score == pytest.approx(59.95)
    assert [(one.tier, one.of, one.least, one.value) for one in found.missing] == [
        ("high", "score", 60, 40), ("top", "score", 80, 40), ("top", "growth", 50, 40),
    ]  # fmt: skip


def test_several_conditions_must_hold_together() -> None:
    found = found_by(case({"a": (100, 45), "b": (0, 0), "c": (50, 90)}))
    # score 72.5 and growth 45: growth from 49.95 is not enough, the score needs 59.9
    assert (found.tier, [(one.indicator, one.to) for one in found.changes]) == ("top", [("trend", pytest.approx(59.9))])


def test_if_no_single_value_suffices_it_says_which_conditions_fail() -> None:
    found = found_by(case({"a": (60, 10), "b": (0, 0)}, rules=(TierRule("top", {"score": 90, "growth": 50}), RULES[2])))
    assert found.changes == ()
    assert [(one.of, one.least, one.value) for one in found.missing] == [("score", 90, 35), ("growth", 50, 10)]


def test_under_rank_the_value_of_another_or_a_step_beyond() -> None:
    rank = plan(revenue=("contribution", 1, Rule("rank")))
    rows = {"a": (10.0,), "b": (20.0,), "c": (30.0,), "d": (40.0,)}
    # level with c: 1 below, 2 equal, itself included: (1 + 1) ÷ 4 = 50; beyond c: (2 + ½) ÷ 4 = 62.5
    change = only(case(rows, rank, rules=(TierRule("high", {"score": 60}), TierRule("rest"))))
    assert (change.to, change.score) == (30.01, 62.5)
    change = only(case(rows, rank, rules=(TierRule("half", {"score": 50}), TierRule("rest"))))
    assert (change.to, change.score) == (30, 50)


def test_a_step_beyond_stays_before_the_next_one() -> None:
    rank = plan(revenue=("contribution", 1, Rule("rank")))
    rows = {"a": (10.0,), "b": (30.0,), "c": (30.005,)}
    change = only(case(rows, rank, rules=(TierRule("half", {"score": 50}), TierRule("rest"))))
    assert change.to == pytest.approx(30.0025)


def test_under_range_it_lies_between_the_smallest_and_the_largest() -> None:
    spread = plan(revenue=("contribution", 1, Rule("range")))
    change = only(case({"a": (10.0,), "b": (20.0,), "c": (60.0,)}, spread))
    # 100 · (x − 20) ÷ 40 = 59.95
    assert (change.to, change.tier) == (pytest.approx(43.98), "high")


def test_less_may_be_better() -> None:
    low = plan(overdue=("risk", 1, Rule("scale", "low", ((0, 100), (0.5, 0)))))
    assert only(case({"a": (0.4,), "b": (0.1,)}, low)).to == pytest.approx(0.20025)


def test_values_stay_within_what_can_be() -> None:
    rows = {"a": (40.0, 40.0), "b": (100.0, 100.0)}
    found = found_by(case(rows, spans={"revenue": Span(high=70), "trend": Span(grid=25)}))
    assert [(one.indicator, one.to) for one in found.changes] == [("trend", 100)]


def test_what_is_unknown_is_not_proposed() -> None:
    assert [one.indicator for one in found_by(case({"a": (UNKNOWN, 40), "b": (100, 90)})).changes] == ["trend"]


def test_who_has_the_highest_tier_has_no_next() -> None:
    assert next_tier(case({"a": (90, 90)}), "top") is None
    assert next_tier(case({"a": (90, 90)}, rules=()), None) is None


def test_of_nothing_known_all_conditions_fail() -> None:
    found = found_by(case({"a": (UNKNOWN, UNKNOWN), "b": (1, 2)}))
    assert (found.tier, found.changes) == ("high", ())
    assert all(isnan(one.value) for one in found.missing)


def test_where_accounts_do_not_differ_there_is_no_size_and_a_single_one_may_still_change() -> None:
    found = found_by(case({"a": (40, 40)}))
    assert [(one.indicator, isnan(one.size)) for one in found.changes] == [("revenue", True), ("trend", True)]


def test_a_single_account_has_rank_50_whatever_its_value() -> None:
    rank = plan(revenue=("contribution", 1, Rule("rank")))
    assert found_by(case({"a": (10.0,)}, rank)).changes == ()
    assert found_by(case({"a": (10.0,)}, plan(revenue=("contribution", 1, Rule("range"))))).changes == ()


def test_a_group_that_is_not_in_the_plan_reaches_nothing() -> None:
    rules = (TierRule("top", {"risk": 10}), TierRule("rest"))
    assert found_by(case({"a": (40, 40)}, rules=rules)).changes == ()


def test_a_scale_may_turn_back() -> None:
    hill = plan(share=("risk", 1, Rule("scale", "low", ((0, 0), (10, 100), (20, 0)))))
    assert only(case({"a": (19.0,)}, hill)).to == pytest.approx(14.005)
    assert only(case({"a": (1.0,)}, hill)).to == pytest.approx(5.995)


rules_of_values = st.sampled_from(
    [Rule("rank"), Rule("rank", "low"), Rule("range"), Rule("range", "low"),
     Rule("scale", "high", ((0, 0), (30, 70), (100, 100))), Rule("scale", "low", ((0, 100), (60, 0)))]
)  # fmt: skip
raw = st.none() | st.integers(0, 1000).map(lambda number: number / 10)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(raw, raw, raw), min_size=1, max_size=6),
    st.tuples(rules_of_values, rules_of_values, rules_of_values),
    st.tuples(st.integers(20, 95), st.integers(20, 95)),
)
def test_the_change_reaches_the_tier_and_nothing_nearer_does(
    rows: list[tuple[float | None, ...]], rules: tuple[Rule, Rule, Rule], least: tuple[int, int]
) -> None:
    drawn = plan(revenue=("contribution", 2, rules[0]), trend=("growth", 1, rules[1]), pipeline=("growth", 1, rules[2]))
    spans = {"trend": Span(0, 100, step=0.01), "pipeline": Span(0, inf, grid=1, step=1)}
    given_rules = (TierRule("top", {"score": least[0], "growth": least[1]}), TierRule("rest"))
    table = {f"{'abcdefg'[number]}": tuple(UNKNOWN if cell is None else cell for cell in row)
             for number, row in enumerate(rows)}  # fmt: skip
    one = case(table, drawn, rules=given_rules, spans=spans)
    if tier_of(one) == "top":
        return
    changes = {change.indicator: change for change in found_by(one).changes}
    for slug in ("revenue", "trend", "pipeline"):
        start: float = one.values[slug].to_dict()["a"]
        change = changes.get(slug)
        if change:
            assert tier_of(one, slug, change.to) == "top"
            assert shown(pd.DataFrame({"score": [change.score]}))["score"].iloc[0] == shown(score(
                one.values.assign(**{slug: one.values[slug].where(one.values.index != "a", change.to)}), drawn
            ).scores)["score"]["a"]  # fmt: skip
        elif isnan(start):
            continue
        span = spans.get(slug, Span())
        end = change.to if change else 150.0
        # a little more than a step short: a float's breadth beyond another's value would be ahead of it, too
        tried = np.linspace(start, end - np.sign(end - start) * 1.01 * (span.grid or span.step), 40)
        if span.grid:
            tried = np.unique(np.round(tried))
        nearer = [value for value in tried if 1e-9 < abs(value - start) < abs(end - start) - 1e-5 and
                  max(span.low, 0) <= value <= min(span.high, 1e9)]  # fmt: skip
        assert not any(tier_of(one, slug, float(value)) == "top" for value in nearer)


def test_the_value_can_be_told_and_still_suffices() -> None:
    one = case(
        {"a": (10000,), "b": (20000,)},
        plan(revenue=("contribution", 1, Rule("scale", "high", ((0, 0), (30014, 100))))),
        rules=(TierRule("key", {"score": 59.9}), TierRule("rest")),
        spans={"revenue": Span(places=0, step=1)},
    )
    # 59.85 points, shown as 59.9, are at 17,963.4: the nearest whole number would be short of it.
    assert only(one).to == 17964
    assert (tier_of(one, "revenue", 17963), tier_of(one, "revenue", 17964)) == ("rest", "key")
