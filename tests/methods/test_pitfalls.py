# mypy: disable-error-code="comparison-overlap"
# pytest.approx within a tuple compares with numbers, which its type does not say.

from typing import Any

import pandas as pd
import pytest

from kamctl.methods.normalise import Rule
from kamctl.methods.pitfalls import big_ticket, neglected_small, single_indicator, volume_not_profit
from kamctl.methods.score import Plan, Weighted, score
from kamctl.methods.tiers import TIERS, TierRule

UNKNOWN = float("nan")
DAY = pd.Timestamp("2026-11-20")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
PLAN = Plan(
    {"contribution": 0.5, "growth": 0.5},
    (Weighted("contribution", "revenue", 1, AS_IT_IS), Weighted("contribution", "profit", 1, AS_IT_IS),
     Weighted("growth", "trend", 1, AS_IT_IS)),
)  # fmt: skip
RULES = (TierRule("high", {"score": 60}), TierRule("rest"))


def by_account(**values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


def test_an_indicator_without_which_the_tier_would_be_another() -> None:
    values = pd.DataFrame({"revenue": [100, 70, UNKNOWN], "profit": [0, 70, UNKNOWN], "trend": [70, 70, UNKNOWN]},
                          index=["a", "b", "c"], dtype="float64")  # fmt: skip
    found = single_indicator(score(values, PLAN), PLAN, RULES)
    # a: ½ · 50 + ½ · 70 = 60; without revenue ½ · 0 + ½ · 70, without profit ½ · 100 + 35, without trend 50
    assert found.to_dict("records") == [
        {"account": "a", "indicator": "revenue", "tier": "high", "without": "rest", "score": 35.0, "holds": "up"},
        {"account": "a", "indicator": "trend", "tier": "high", "without": "rest", "score": 50.0, "holds": "up"},
    ]


def test_an_indicator_may_hold_an_account_down() -> None:
    values = pd.DataFrame({"revenue": [100.0], "profit": [0.0], "trend": [65.0]}, index=["a"])
    found = single_indicator(score(values, PLAN), PLAN, RULES)
    # ½ · 50 + ½ · 65 = 57.5: rest; without profit ½ · 100 + ½ · 65 = 82.5: high
    assert found[["indicator", "tier", "without", "holds"]].to_numpy().tolist() == [["profit", "rest", "high", "down"]]


def test_an_indicator_in_two_groups_is_dropped_from_both() -> None:
    twice = Plan({"contribution": 1, "growth": 1}, (
        Weighted("contribution", "revenue", 1, AS_IT_IS), Weighted("growth", "revenue", 1, AS_IT_IS),
        Weighted("growth", "trend", 1, AS_IT_IS)))  # fmt: skip
    found = single_indicator(score(pd.DataFrame({"revenue": [100.0], "trend": [10.0]}), twice), twice, RULES)
    assert found[["indicator", "score"]].to_numpy().tolist() == [["revenue", 10.0]]


def test_nobody_and_no_tier() -> None:
    empty = score(pd.DataFrame({"revenue": [], "profit": [], "trend": []}, dtype="float64"), PLAN)
    assert single_indicator(empty, PLAN, RULES).empty
    one = score(pd.DataFrame({"revenue": [100.0], "profit": [0.0], "trend": [70.0]}), PLAN)
    assert single_indicator(one, PLAN, RULES[:1])["without"].tolist() == [None, None]


def neglected(seen: dict[str, str], **rows: tuple[str | None, float]) -> dict[Any, Any]:
    card = pd.DataFrame(rows.values(), index=list(rows), columns=["tier", "growth"])
    last = pd.Series(pd.to_datetime(list(seen.values())), index=list(seen))
    return neglected_small(card, TIERS, last, DAY, 90)["days"].to_dict()


def test_a_small_account_that_could_grow_and_was_not_seen() -> None:
    seen = {"a": "2026-08-21", "b": "2026-08-22", "c": "2026-01-01", "d": "2026-01-01", "e": "2026-01-01"}
    # a: 91 days, b: 90; c has a tier that asks for a score; d does not grow enough; f was never seen
    found = neglected(seen, a=("potential", 80.0), b=("standard", 90.0), c=("key", 95.0), d=("standard", 79.9),
                      e=("standard", UNKNOWN), f=(None, 85.0))  # fmt: skip
    assert list(found) == ["a", "f"]
    assert found["a"] == 91
    assert pd.isna(found["f"])


def test_a_book_without_activities_knows_of_no_silence() -> None:
    assert neglected({}, a=("standard", 99.0)) == {}


def test_one_order_that_is_more_than_half_of_the_revenue() -> None:
    orders = pd.DataFrame(
        [("a", "po-1", 51.0), ("a", "po-2", 49.0), ("b", "po-3", 50.0), ("c", "po-4", 90.0), ("d", "po-5", 9.0)],
        columns=["account", "order", "amount"],
    )
    found = big_ticket(orders, by_account(a=100, b=100, c=100, d=UNKNOWN, e=0))
    assert found[["account", "order", "share"]].to_numpy().tolist() == [["c", "po-4", 0.9], ["a", "po-1", 0.51]]


def test_the_largest_bring_volume_and_the_others_profit() -> None:
    # 5 known accounts: the largest one has 60 % of revenue and 30 % of profit: 0.5
    revenue = by_account(a=60, b=10, c=10, d=10, e=10, f=900)
    profit = by_account(a=3, b=2, c=2, d=2, e=1, f=UNKNOWN)
    found = volume_not_profit(revenue, profit)
    assert (found.accounts, found.poor, found.count) == (("a",), ("a",), 5)
    assert (found.ratio, found.holds) == (pytest.approx(0.5), True)
    fair = volume_not_profit(revenue, by_account(a=6, b=1, c=1, d=1, e=1))
    assert (fair.ratio, fair.holds, fair.poor) == (pytest.approx(1), False, ())


def test_negative_sums_have_amounts_and_no_ratio() -> None:
    loss = volume_not_profit(by_account(a=60, b=10, c=10), by_account(a=-30, b=2, c=2))
    assert pd.isna(loss.ratio)
    assert (loss.holds, loss.profit, loss.profit_top) == (True, -26, -30)
    others = volume_not_profit(by_account(a=60, b=10), by_account(a=5, b=-30))
    assert (pd.isna(others.ratio), others.holds) == (True, False)


@pytest.mark.parametrize("values", [{}, {"a": UNKNOWN}, {"a": 5.0}])
def test_of_nobody_or_one_there_is_nothing_to_compare(values: dict[str, float]) -> None:
    assert not volume_not_profit(by_account(**values), by_account(**values)).holds
