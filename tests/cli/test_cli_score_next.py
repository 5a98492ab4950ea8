"""What `kamctl score --explain` says beyond the points: the next tier, what is missing, the value type."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from answers import answer, rows
from score_books import INVOICES, SETTINGS

from kamctl.cli.score_next import enough

D = Decimal
Scores = Callable[..., Any]
ACCOUNT = "accounts/sudmar/account.yaml"


def explained(score: Scores, account: str, **more: Any) -> dict[str, Any]:
    return answer(score("--format", "json", "--explain", account, **more), more.pop("code", 0))


def test_the_next_tier_and_the_smallest_change_that_leads_to_it(score: Scores) -> None:
    # tarn: contribution 33.3 alone. Revenue 0 of 0, 200, 800, profit 0 of −50, 0, 300: rank 1/6 and 3/6.
    # key asks for 60: ½ · (y + 50) ≥ 59.95: beyond 800 revenue has rank 5/6, 66.7 in all; strategic is unknown
    found = explained(score, "tarn")["next_tier"]
    assert found["tier"] == "potential"
    assert [one["of"] for one in found["conditions"]] == ["growth", "score", "score", "strategic"]
    assert found["smallest"] == {
        "indicator": "revenue", "value": "0.00", "to": "800.01", "unit": "CNY", "size": pytest.approx(800.01 / 400),
        "tier": "key", "score": pytest.approx(66.666667),
    }  # fmt: skip
    assert [change["indicator"] for change in found["changes"]] == ["revenue"]
    assert found["conditions"][1] == {"tier": "key", "of": "score", "least": 60.0, "value": 33.3, "missing": 26.7}


def test_the_change_leads_there_and_a_smaller_one_does_not(score: Scores) -> None:
    line = INVOICES + "2026-11-10,r3,,sudmar,,,,200,CNY,250,\n"
    for amount, tier in (("800.01", "key"), ("800", "standard")):
        more = {"invoices/2026-11.csv": line + f"2026-11-09,r4,,tarn,,,,{amount},CNY,{amount},\n"}
        assert rows(score("--format", "json", files=more))["tarn"]["tier"] == tier


def test_if_no_single_value_suffices_the_failing_conditions_are_named(score: Scores) -> None:
    tiers = "  tiers: [{tier: top, score: 99, strategic: 90}, {tier: rest}]\n"
    found = explained(score, "norla-no", files={"kamctl.yaml": SETTINGS + tiers})["next_tier"]
    assert (found["smallest"], found["changes"]) == (None, [])
    assert found["conditions"] == [
        {"tier": "top", "of": "score", "least": 99.0, "value": 75.0, "missing": 24.0},
        {"tier": "top", "of": "strategic", "least": 90.0, "value": 62.5, "missing": 27.5},
    ]
    out = score("--explain", "norla-no", files={"kamctl.yaml": SETTINGS + tiers}).out
    assert "Missing to top: score 75.0 of 99, strategic 62.5 of 90; no single value leads there" in out


def test_above_the_highest_tier_there_is_none(score: Scores) -> None:
    assert explained(score, "norla-no")["next_tier"] is None
    assert "There is no tier above." in score("--explain", "norla-no").out


def test_what_is_missing_and_how_many_points_are_at_stake(score: Scores) -> None:
    # tarn: strategic unknown, 0.4 of the weight. If influence alone became known it had all of it:
    # 0.6 · 33.3 = 20 with the worst, 60 with the best value
    found = explained(score, "tarn")
    assert found["at_stake"] == 40.0
    assert found["missing"] == [
        {"indicator": name, "group": "strategic", "state": "unknown", "points": 40.0, "score_low": 20.0,
         "score_high": 60.0} for name in ("influence", "reference")
    ]  # fmt: skip
    stale = explained(score, "sudmar")["missing"]
    # influence of 2024 is too old; with reference 100 known: 20 + 0.4 · ½ · 100 = 40 to 60
    assert [(one["indicator"], one["state"], one["points"], one["score_low"]) for one in stale] == [
        ("influence", "stale", 20.0, 40.0),
    ]  # fmt: skip
    assert "Points at stake" in score("--explain", "tarn").out


def answers(**more: str) -> str:
    """An account with five answers, and what else is recorded of it."""
    text = "".join(f"{name}: {value}\n" for name, value in more.items())
    known = "price_sensitivity: 2, product_knowledge: 3, wish_for_advice: 4, integration: 5, joint_investment: 4"
    return f"name: Südmar\nsegment: pharma\nowner: ada\nratings: {{reference: 5}}\n{text}value_answers: {{{known}}}\n"


def test_the_value_type_with_its_approach(score: Scores) -> None:
    found = explained(score, "sudmar", files={ACCOUNT: answers()})["value_type"]
    assert found == {
        "type": "strategic", "stored": None, "stored_on": None, "derived": "strategic", "agrees": None,
        "answers": {"intrinsic": 2.5, "extrinsic": 4.0, "strategic": 4.5},
        "approach": {"relations": 3, "trust": 3, "needs": 2, "problems": 3},
    }  # fmt: skip
    assert rows(score("--format", "json", files={ACCOUNT: answers()}))["sudmar"]["value_type"] == "strategic"
    assert "Value type strategic (by its answers)" in score("--explain", "sudmar", files={ACCOUNT: answers()}).out


def test_a_stored_value_type_wins_and_a_contradiction_is_warned_of(score: Scores) -> None:
    stored = {ACCOUNT: answers(value_type="[{on: 2026-05-02, value: intrinsic}]")}
    found = explained(score, "sudmar", files=stored)
    assert (found["value_type"]["type"], found["value_type"]["agrees"]) == ("intrinsic", False)
    assert found["value_type"]["stored_on"] == "2026-05-02"
    assert found["warnings"] == ["sudmar: the recorded value type is intrinsic, its answers say strategic"]
    run = score("--explain", "sudmar", files=stored)
    assert (run.code, "its answers say strategic" in run.err) == (0, True)


def test_nothing_recorded_is_no_value_type(score: Scores) -> None:
    assert explained(score, "tarn")["value_type"] is None
    assert "Value type" not in score("--explain", "tarn").out


def test_records_are_counted_and_the_first_places_listed(score: Scores) -> None:
    lines = "".join(f"2026-06-{day:02},r{day},,norla-no,,,,1,CNY,,\n" for day in range(10, 18))
    (revenue, *_) = explained(score, "norla-no", files={"invoices/2026-06.csv": INVOICES + lines})["rows"]
    assert revenue["records"] == 8
    assert revenue["places"] == [f"invoices/2026-06.csv:{line}" for line in range(2, 7)]


@pytest.mark.parametrize(
    ("now", "to", "unit", "shown"),
    [
        (0.37, 0.438431, "share", "43.9 %"),
        (0.5, 0.20249, "share", "20.2 %"),
        (3.0, 3.81, "1-5", "3.9 (1–5)"),
        (40.0, 12.37, "days", "12.3 days"),
        (Decimal("7820785.11"), Decimal("10384632.07"), "CNY", "10,384,633 CNY"),
        (Decimal("9820.11"), Decimal("7384.99"), "CNY", "7,384 CNY"),
        (1, 3, "count", "3"),
    ],
)
def test_a_needed_value_is_shown_so_that_it_suffices(now: Any, to: Any, unit: str, shown: str) -> None:
    assert str(enough({"value": now, "to": to, "unit": unit})) == shown


def test_yes_is_yes() -> None:
    assert str(enough({"value": False, "to": True, "unit": "yes_no"})) == "yes"
