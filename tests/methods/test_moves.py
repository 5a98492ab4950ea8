from decimal import Decimal

import pandas as pd

from kamctl.methods.indicators import Measured
from kamctl.methods.moves import moved_by, moves
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
    assert moved_by(THEN, NOW, "a") == [
        ("contribution", "revenue", D("40.0"), D("30.0")), ("growth", "revenue_trend", D("30.0"), D("35.0")),
    ]  # fmt: skip
    # the trend became unknown, so revenue has all the weight
    assert moved_by(THEN, NOW, "b") == [
        ("contribution", "revenue", D("25.0"), D("50.0")), ("growth", "revenue_trend", D("25.0"), None),
    ]  # fmt: skip
    assert [one.change for one in moved_by(THEN, NOW, "b")] == [25, -25]
    assert [one[2:] for one in moved_by(THEN, NOW, "gone")] == [(D("5.0"), None)] * 2
    assert [one[2] for one in moved_by(THEN, NOW, "fresh")] == [None, None]


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
