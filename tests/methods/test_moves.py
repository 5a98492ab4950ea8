from decimal import Decimal

import pandas as pd

from kamctl.methods.indicators import Measured
from kamctl.methods.moves import Move, moved_by, moves
from kamctl.methods.normalise import Rule
from kamctl.methods.score import Plan, Weighted
from kamctl.methods.scorecard import Rules, Scorecard, scorecard

UNKNOWN = float("nan")
D = Decimal
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
PLAN = Plan(
    {"contribution": 0.5, "growth": 0.5},
    (Weighted("contribution", "revenue", 1, AS_IT_IS), Weighted("growth", "revenue_trend", 1, AS_IT_IS)),
)


def card(**accounts: tuple[float, float]) -> Scorecard:
    values = pd.DataFrame(accounts.values(), index=list(accounts), columns=["revenue", "revenue_trend"], dtype=float)
    nothing = values.isna() & False
    return scorecard(Measured(values, values, values, nothing, nothing), PLAN, Rules())


RANKED = Plan({"contribution": 1.0}, (Weighted("contribution", "revenue", 1.0, Rule("rank")),))


def frame(revenue: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"revenue": revenue}, index=["a", "b"], dtype="float64")


def told(moves: list[Move]) -> list[tuple[str, str, D | None, D | None]]:
    return [(one.group, one.indicator, one.then, one.now) for one in moves]


THEN = card(a=(80, 60), b=(50, 50), gone=(10, 10))
NOW = card(a=(60, 70), b=(50, UNKNOWN), fresh=(90, 90))


def test_score_rank_and_tier_then_and_now() -> None:
    table = moves(THEN, NOW)
    assert table.index.tolist() == ["fresh", "a", "b", "gone"]
    assert list(table.loc["a", ["score_then", "score", "change", "rank_then", "rank"]]) == [70, 65, -5, 1, 2]
    assert list(table.loc["a", ["tier_then", "tier"]]) == ["key", "key"]
    assert table["status"].tolist() == ["new", None, None, "left"]
    assert table["change"].isna()["fresh"]
    assert list(table.loc["b", ["evidence_then", "evidence"]]) == [1, 0.5]
    assert list(table.loc["gone", ["score_then", "rank_then"]]) == [10, 3]


def test_which_indicators_moved_it() -> None:
    assert told(moved_by(THEN, NOW, "a")) == [
        ("contribution", "revenue", D("40.0"), D("30.0")), ("growth", "revenue_trend", D("30.0"), D("35.0")),
    ]  # fmt: skip
    # the trend became unknown, so revenue has all the weight
    assert told(moved_by(THEN, NOW, "b")) == [
        ("growth", "revenue_trend", D("25.0"), None), ("contribution", "revenue", D("25.0"), D("50.0")),
    ]  # fmt: skip
    assert [one.change for one in moved_by(THEN, NOW, "b")] == [-25, 25]
    assert [(one.then, one.now) for one in moved_by(THEN, NOW, "gone")] == [(D("5.0"), None)] * 2
    assert [one.then for one in moved_by(THEN, NOW, "fresh")] == [None, None]


def test_what_comes_from_the_value_and_what_from_the_weight() -> None:
    a, b = (
        {one.indicator: (one.by_value, one.by_weight, one.cause) for one in moved_by(THEN, NOW, account)}
        for account in ("a", "b")
    )
    assert a == {"revenue": (D(-10), D(0), "value"), "revenue_trend": (D(5), D(0), "value")}
    # revenue is worth 50 as before, but has all the weight now
    assert b == {"revenue": (D(0), D(25), "weight"), "revenue_trend": (D(-25), D(0), "lost")}
    assert {one.cause for one in moved_by(THEN, NOW, "fresh")} == {"learnt"}


def test_a_value_and_its_weight_may_both_be_others() -> None:
    then, now = card(a=(40, UNKNOWN)), card(a=(60, 20))
    revenue, trend = moved_by(then, now, "a")
    # 40 · 1 = 40 → 60 · ½ = 30: (60 − 40) · ¾ = 15 by value, (½ − 1) · 50 = −25 by weight
    assert (revenue.change, revenue.by_value, revenue.by_weight, revenue.cause) == (D(-10), D(15), D(-25), "value")
    assert (trend.by_value, trend.by_weight, trend.cause) == (D(10), D(0), "learnt")


def test_an_indicator_that_the_settings_dropped_is_not_unknown() -> None:
    then = card(a=(40, 80))
    now = scorecard(then.measured, Plan({"contribution": 1.0}, PLAN.indicators[:1]), Rules())
    trend, revenue = sorted(moved_by(then, now, "a"), key=lambda one: one.change)
    assert (trend.change, trend.by_value, trend.by_weight, trend.cause) == (D(-40), D(0), D(-40), "settings")
    assert (revenue.by_value, revenue.by_weight, revenue.cause) == (D(0), D(20), "weight")
    assert {one.cause for one in moved_by(now, then, "a")} == {"settings", "weight"}


def test_others_may_move_an_account_whose_own_value_is_the_same() -> None:
    then, now = (
        scorecard(Measured(values, values, values, values.isna() & False, values.isna() & False), RANKED, Rules())
        for values in (frame([10, 5]), frame([10, 20]))
    )
    (move,) = moved_by(then, now, "a")
    assert (move.by_value, move.by_weight, move.cause) == (D(-50), D(0), "others")


def test_moves_add_up_to_the_change_of_the_score() -> None:
    table = moves(THEN, NOW)
    for account in ("a", "b"):
        moved = sum((one.change for one in moved_by(THEN, NOW, account)), D(0))
        assert moved == D(str(table.at[account, "change"]))


def test_nothing_moved() -> None:
    table = moves(THEN, THEN)
    assert table["change"].tolist() == [0, 0, 0]
    assert all(moved_by(THEN, THEN, account) == [] for account in table.index)
    assert moves(card(), card()).empty
