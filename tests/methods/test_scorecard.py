import pandas as pd

from kamctl.methods.indicators import GROUPS, Measured
from kamctl.methods.normalise import Rule
from kamctl.methods.score import Plan, Weighted
from kamctl.methods.scorecard import Rules, scorecard
from kamctl.methods.tiers import TierRule

UNKNOWN = float("nan")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
PLAN = Plan(
    {"contribution": 0.5, "growth": 0.5},
    (Weighted("contribution", "revenue", 1, AS_IT_IS), Weighted("growth", "revenue_trend", 1, AS_IT_IS)),
)


def measured(**accounts: tuple[float, float]) -> Measured:
    values = pd.DataFrame(accounts.values(), index=list(accounts), columns=["revenue", "revenue_trend"], dtype=float)
    nothing = values.isna() & False
    return Measured(values, values, values, nothing, nothing)


def test_best_first_with_tier_rank_and_class() -> None:
    rules = Rules((TierRule("high", {"score": 50.0}), TierRule("low")), evidence_minimum=0.6)
    table = scorecard(measured(a=(10, 30), b=(90, 70), c=(20, UNKNOWN), d=(UNKNOWN, UNKNOWN)), PLAN, rules).table
    assert list(table.index) == ["b", "a", "c", "d"]
    assert table["score"].tolist()[:3] == [80, 20, 20]
    assert table["rank"].tolist()[:3] == [1, 2, 2]
    assert table["tier"].tolist() == ["high", "low", "low", "low"]
    assert table["provisional"].tolist() == [False, False, True, True]
    assert table["pareto"].tolist() == ["A", "B", "A", None]  # before: b 0, c 90/120, a 110/120
    assert list(table.columns[:6]) == ["score", *GROUPS]
    assert table["risk"].isna().all()


def test_tiers_judge_what_is_shown() -> None:
    rules = Rules((TierRule("high", {"score": 75.0}), TierRule("low")))
    assert scorecard(measured(a=(74.95, 74.95)), PLAN, rules).table["tier"].tolist() == ["high"]


def test_nobody() -> None:
    assert scorecard(measured(), PLAN, Rules()).table.empty
