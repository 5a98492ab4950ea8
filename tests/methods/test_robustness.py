from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from kamctl.methods.normalise import Rule
from kamctl.methods.robustness import CELLS, Drawn, drawn, rank_numbers, robustness, scores_of
from kamctl.methods.score import Plan, Weighted, score, shown
from kamctl.methods.tiers import TierRule, tiers

UNKNOWN = float("nan")
AS_IT_IS = Rule("scale", "high", ((0, 0), (100, 100)))
PLAN = Plan(
    {"contribution": 0.6, "growth": 0.4, "risk": 0},
    (
        Weighted("contribution", "revenue", 3, AS_IT_IS), Weighted("contribution", "profit", 1, AS_IT_IS),
        Weighted("growth", "trend", 1, AS_IT_IS), Weighted("growth", "pipeline", 0, AS_IT_IS),
        Weighted("risk", "credit", 1, AS_IT_IS),
    ),
)  # fmt: skip
RULES = (TierRule("high", {"score": 60}), TierRule("rest"))
ROWS = {"a": (90, 80, 90, 0, 5), "b": (50, 50, UNKNOWN, 100, 5), "c": (10, 100, 85, 50, 5), "d": (UNKNOWN,) * 5}


def values(rows: Mapping[str, tuple[float, ...]] = ROWS) -> pd.DataFrame:
    columns = [one.indicator for one in PLAN.indicators]
    return pd.DataFrame(rows.values(), index=list(rows), columns=columns, dtype="float64")


def found(seed: int = 1, count: int = 400, rules: tuple[TierRule, ...] = RULES) -> pd.DataFrame:
    scored = score(values(), PLAN)
    tier = tiers(shown(scored.scores), rules)
    return robustness(scored, PLAN, rules, tier, drawn(PLAN, count, seed))


def test_draws_add_up_to_1_within_groups_and_what_has_no_weight_gets_none() -> None:
    draws = drawn(PLAN, 200, 7)
    assert draws.groups.sum(axis=1) == pytest.approx(np.ones(200))
    assert draws.indicators[:, :2].sum(axis=1) == pytest.approx(np.ones(200))
    assert (draws.groups[:, 2] == 0).all()
    assert (draws.indicators[:, 3] == 0).all()
    assert draws.indicators[:, 2] == pytest.approx(np.ones(200))


def test_draws_lie_around_the_weights_as_set() -> None:
    draws = drawn(PLAN, 4000, 7)
    # mean W; variance W(1 − W) ÷ 51: 0.0047 for 0.6, 0.0037 for ¾
    assert draws.groups[:, 0].mean() == pytest.approx(0.6, abs=0.01)
    assert draws.groups[:, 0].var() == pytest.approx(0.24 / 51, rel=0.1)
    assert draws.indicators[:, 0].mean() == pytest.approx(0.75, abs=0.01)
    assert draws.indicators[:, 0].var() == pytest.approx(0.1875 / 51, rel=0.1)


def test_a_seed_gives_the_same_draws_everywhere() -> None:
    # the stream of RandomState is frozen: these figures are the same on every machine
    draws = drawn(PLAN, 2, 1)
    assert draws.groups[0, :2].tolist() == pytest.approx(FIRST)
    assert found(1).equals(found(1))
    assert not found(1).equals(found(2))


FIRST = [0.6977560200302527, 0.3022439799697473]


def test_with_the_weights_as_set_it_is_the_score_itself() -> None:
    as_set = Drawn(np.array([[0.6, 0.4, 0]]), np.array([[0.75, 0.25, 1, 0, 1]]))
    scored = score(values(), PLAN)
    for name, column in scores_of(scored.normalised.to_numpy(), PLAN, as_set).items():
        assert column[:, 0] == pytest.approx(shown(scored.scores)[name].to_numpy(), nan_ok=True)


def test_share_of_draws_in_which_the_tier_holds_and_range_of_ranks() -> None:
    table = found()
    assert list(table.loc["a", ["holds", "rank_low", "rank_high", "high"]]) == [1, 1, 1, 1]
    assert list(table.loc["b", ["holds", "rest"]]) == [1, 1]  # 50 whatever the weights
    assert list(table.loc["d", ["holds", "rest"]]) == [1, 1]
    assert all(table[name].isna()["d"] for name in ("rank_low", "rank_high"))
    # c: 0.6 · (¾ · 10 + ¼ · 100) + 0.4 · 85 = 53.5, ahead of b's 50; behind it, or above 60, with other weights
    assert list(table.loc["c", ["rank_low", "rank_high"]]) == [2, 3]
    assert 0.8 < table["holds"]["c"] == table["rest"]["c"] < 1
    assert table[["high", "rest"]].sum(axis=1).tolist() == [1, 1, 1, 1]


def test_tiers_may_stand_in_another_order() -> None:
    scored, tier = score(values(), PLAN), tiers(shown(score(values(), PLAN).scores), RULES)
    draws = drawn(PLAN, 50, 1)
    mixed = robustness(scored, PLAN, RULES, tier.iloc[::-1], draws)
    assert mixed.equals(robustness(scored, PLAN, RULES, tier, draws))


def test_no_tier_is_a_tier_that_can_hold_too() -> None:
    table = found(rules=RULES[:1])
    assert list(table.loc["b", ["holds", "high"]]) == [1, 0]


def test_ranks() -> None:
    assert rank_numbers(np.array([[70.0], [90.0], [70.0], [UNKNOWN]]))[:, 0].tolist() == [2, 1, 2, 4]


def test_the_empty_book_and_a_plan_of_one() -> None:
    one = Plan({"risk": 2}, (Weighted("risk", "credit", 5, AS_IT_IS),))
    scored = score(values()[["credit"]], one)
    table = robustness(scored, one, RULES, tiers(shown(scored.scores), RULES), drawn(one, 10, 1))
    assert table["holds"].tolist() == [1, 1, 1, 1]
    nobody = score(values({}), PLAN)
    assert robustness(nobody, PLAN, RULES, tiers(nobody.scores, RULES), drawn(PLAN, 10, 1)).empty


def test_many_accounts_are_taken_in_blocks() -> None:
    wide = pd.concat([values()] * (CELLS // 4 // 100 + 1), ignore_index=True)
    scored = score(wide, PLAN)
    table = robustness(scored, PLAN, RULES, tiers(shown(scored.scores), RULES), drawn(PLAN, 101, 1))
    few = robustness(score(values(), PLAN), PLAN, RULES, tiers(shown(score(values(), PLAN).scores), RULES),
                     drawn(PLAN, 101, 1))  # fmt: skip
    assert table["holds"].head(4).tolist() == few["holds"].tolist()
