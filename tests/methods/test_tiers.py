import pandas as pd

from kamctl.methods.tiers import TIERS, TierRule, ranks, tiers

UNKNOWN = float("nan")


def scores(*rows: tuple[float, float, float]) -> pd.DataFrame:
    """Rows of score, growth, strategic."""
    return pd.DataFrame(rows, columns=["score", "growth", "strategic"], dtype="float64")


def test_the_first_rule_that_holds_gives_the_tier() -> None:
    found = tiers(scores((75, 0, 60), (75, 99, 59.9), (59.9, 70, 99), (59.9, 69.9, 0)), TIERS)
    assert list(found) == ["strategic", "key", "potential", "standard"]


def test_an_unknown_score_reaches_no_limit() -> None:
    found = tiers(scores((80, 50, UNKNOWN), (UNKNOWN, 90, 90), (UNKNOWN, UNKNOWN, UNKNOWN)), TIERS)
    assert list(found) == ["key", "potential", "standard"]


def test_without_a_rule_for_the_rest_the_rest_has_no_tier() -> None:
    assert list(tiers(scores((80, 0, 0), (10, 0, 0)), [TierRule("gold", {"score": 50})])) == ["gold", None]


def test_the_empty_book_has_no_tiers() -> None:
    assert list(tiers(scores(), TIERS)) == []


def test_equal_scores_share_a_rank_and_the_next_follows_after_them_all() -> None:
    found = ranks(pd.Series([70.0, 90.0, 70.0, 10.0, UNKNOWN]))
    assert list(found)[:4] == [2, 1, 2, 4]
    assert pd.isna(found.iloc[4])
