from typing import Any

import pytest

from kamctl.cli.score_plan import plan_of, rules_of, shelf_lives
from kamctl.errors import DATA, KamError
from kamctl.methods.indicators import GROUPS, INDICATORS
from kamctl.methods.normalise import Rule
from kamctl.methods.scorecard import Rules
from kamctl.methods.tiers import TIERS, TierRule
from kamctl.records.settings import ScoreSetting, Settings


def setting(**groups: Any) -> ScoreSetting:
    return ScoreSetting.model_validate({"groups": groups})


def test_without_settings_the_method_decides() -> None:
    plan = plan_of(ScoreSetting())
    assert plan.groups == GROUPS
    assert [one.indicator for one in plan.indicators] == list(INDICATORS)
    assert rules_of(ScoreSetting()) == Rules(TIERS, 0.5, 0.8, 0.95)


def test_groups_that_the_settings_leave_out_do_not_count() -> None:
    plan = plan_of(setting(growth={"weight": 4}, contribution={"weight": 6, "indicators": {"pipeline": 2}}))
    assert plan.groups == {"contribution": 6, "growth": 4}
    assert [(one.group, one.indicator, one.weight) for one in plan.indicators] == [
        ("contribution", "pipeline", 2), ("growth", "open_potential", 4), ("growth", "revenue_trend", 3),
        ("growth", "pipeline", 3),
    ]  # fmt: skip


def rule(slug: str, **fields: Any) -> Rule:
    return plan_of(setting(risk={"weight": 1, "indicators": {slug: {"weight": 1, **fields}}})).indicators[0].rule


def test_how_an_indicator_is_normalised_can_be_set() -> None:
    assert rule("credit") == Rule("scale", "low", ((1, 100), (5, 0)))
    assert rule("credit", normalise="rank") == Rule("rank", "low", ((1, 100), (5, 0)))
    assert rule("revenue", points=[[0, 0], [1000, 100]]) == Rule("scale", "high", ((0, 0), (1000, 100)))
    assert rule("revenue", normalise="range") == Rule("range", "high", ())


@pytest.mark.parametrize(
    ("groups", "said", "hint"),
    [
        ({"risk": {"weight": 1, "indicators": {"revenu": 1}}}, "indicators.revenu: there is no such indicator",
         "did you mean ['revenue', "),
        ({"risk": {"weight": 1, "indicators": {"revenue": {"weight": 1, "normalise": "scale"}}}},
         "a scale needs at least two points", "points: [[0, 0], [0.5, 70], [1, 100]]"),
        ({"risk": {"weight": 1, "indicators": {"credit": {"weight": 1, "points": [[5, 0], [1, 100]]}}}},
         "the raw values of the points must rise", "points: [[0, 0], [0.5, 70], [1, 100]]"),
        ({"risk": {"weight": 1, "indicators": {"credit": {"weight": 1, "points": [[1, 0], [5, 101]]}}}},
         "points are from 0 to 100", "points: [[0, 0], [0.5, 70], [1, 100]]"),
        ({"risk": {"weight": 0}}, "all weights are zero", "`kamctl check` shows the line"),
        ({"risk": {"weight": 1, "indicators": {"credit": 0}}}, "all weights are zero", "`kamctl check` shows the line"),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(groups: dict[str, Any], said: str, hint: str) -> None:
    with pytest.raises(KamError) as error:
        plan_of(setting(**groups))
    assert error.value.exit_code == DATA
    assert str(error.value).startswith("kamctl.yaml: score")
    assert said in str(error.value)
    assert str(error.value.hint).startswith(hint)


def test_shelf_lives_of_ratings_follow_the_settings() -> None:
    plain = Settings.model_validate({"currency": "CNY"})
    lives = shelf_lives(plain)
    assert (lives["influence"], lives["recommend"], lives["overdue_share"], lives["revenue"]) == (365, 730, 92, None)
    indicators = {"influence": {"weight": 1, "shelf_life_days": 10}, "recommend": {"weight": 1, "shelf_life_days": 0}}
    strict = Settings.model_validate(
        {
            "currency": "CNY",
            "practice": {"stale_days": 100},
            "score": {"groups": {"strategic": {"weight": 1, "indicators": indicators}}},
        }
    )
    lives = shelf_lives(strict)
    assert (lives["influence"], lives["position"], lives["recommend"]) == (10, 100, 0)


def test_tiers_and_limits_can_be_set() -> None:
    given = ScoreSetting.model_validate(
        {
            "tiers": [{"tier": "gold", "score": 80, "risk": 50}, {"tier": "rest"}],
            "evidence_minimum": "0.7",
            "pareto": {"a": "0.5", "b": "0.9"},
        }
    )
    assert rules_of(given) == Rules((TierRule("gold", {"score": 80, "risk": 50}), TierRule("rest")), 0.7, 0.5, 0.9)
