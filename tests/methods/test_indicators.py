from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from small_books import a_book, facts_of

from kamctl.methods.indicators import GROUPS, INDICATORS, TABLE, Indicator, measure

SLUGS = {
    "contribution": ["revenue", "gross_profit", "gross_margin", "purchasing_volume"],
    "loyalty": ["active_quarters", "tenure", "share_of_wallet", "recommend", "referrals", "switching_cost"],
    "growth": ["open_potential", "revenue_trend", "pipeline"],
    "risk": ["days_beyond_terms", "overdue_share", "competitor_share", "family_concentration", "credit"],
    "strategic": ["influence", "position", "reference", "competitor_key_account"],
}


def test_every_indicator_of_the_method_is_there_in_its_group() -> None:
    assert {group: [one.slug for one in TABLE if one.group == group] for group in GROUPS} == SLUGS
    assert len(INDICATORS) == len(TABLE) == 22


def test_groups_weigh_1_together() -> None:
    assert sum(GROUPS.values()) == pytest.approx(1)


@pytest.mark.parametrize("indicator", TABLE, ids=lambda one: one.slug)
def test_points_of_a_scale_rise_in_raw_value_and_run_the_right_way(indicator: Indicator) -> None:
    assert (indicator.normalise == "scale") == bool(indicator.points)
    raw = [value for value, _ in indicator.points]
    worth = [points for _, points in indicator.points]
    assert raw == sorted(set(raw))
    assert worth == sorted(worth, reverse=indicator.better == "low")


@pytest.mark.parametrize("indicator", TABLE, ids=lambda one: one.slug)
def test_every_indicator_takes_an_empty_book_and_an_account_of_which_nothing_is_known(indicator: Indicator) -> None:
    compute = indicator.compute
    assert compute(facts_of(a_book())).table.columns.tolist()[:2] == ["value", "as_of"]
    assert compute(facts_of(a_book(accounts={"norla": {"name": "Norla"}})))["value"].isna().all()


def test_a_circle_of_parents_does_not_hang() -> None:
    accounts = {"norla": {"name": "Norla", "parent": "sudmar"}, "sudmar": {"name": "Sudmar", "parent": "norla"}}
    assert len(measure(facts_of(a_book(accounts=accounts)), {}, INDICATORS).values) == 2


def test_a_value_past_its_shelf_life_counts_as_unknown_and_says_so() -> None:
    book = a_book(accounts={
        "fresh": {"name": "Fresh", "ratings": {"influence": [{"on": "2025-11-20", "value": 4}]}},
        "stale": {"name": "Stale", "ratings": {"influence": [{"on": "2025-11-19", "value": 4}]}},
        "undated": {"name": "Undated", "ratings": {"influence": 4}},
        "unknown": {"name": "Unknown"},
    })  # fmt: skip
    found = measure(facts_of(book, date(2026, 11, 20)), {"influence": 365}, ["influence"])
    assert found.values["influence"].dropna().to_dict() == {"fresh": 4, "undated": 4}
    assert found.stale["influence"].to_dict() == {"fresh": False, "stale": True, "undated": False, "unknown": False}
    assert found.undated["influence"].to_dict() == {"fresh": False, "stale": False, "undated": True, "unknown": False}
    assert found.as_of["influence"]["stale"] == pd.Timestamp("2025-11-19")
    assert found.sources["influence"]["stale"] == "accounts/stale/account.yaml: ratings.influence"


def test_without_a_shelf_life_nothing_ages() -> None:
    book = a_book(accounts={"old": {"name": "Old", "ratings": {"influence": [{"on": "1999-01-01", "value": 4}]}}})
    assert measure(facts_of(book), {"influence": None}, ["influence"]).values["influence"]["old"] == 4


def install(supplier: str, units: object) -> dict[str, object]:
    return {"site": "x", "process": "x", "supplier": supplier, "units": units}


def test_a_value_that_rests_partly_on_what_has_no_day_is_undated() -> None:
    units = [{"on": "2026-05-01", "value": 3}]
    accounts = {
        name: {"name": name, "potential": {"checkweigher": "9 CNY", "x-ray": [{"on": day, "value": "1 CNY"}]}}
        for name, day in (("recent", "2026-01-01"), ("old", "2020-01-01"))
    }
    installs = {
        "recent/own": install("own", units), "recent/kestrel": install("kestrel", 1),
        "old/own": install("own", units), "old/kestrel": install("kestrel", [{"on": "2010-01-01", "value": 9}]),
    }  # fmt: skip
    slugs = ["purchasing_volume", "open_potential", "share_of_wallet", "competitor_share"]
    found = measure(facts_of(a_book(accounts=accounts, installs=installs)), dict.fromkeys(slugs, 730), slugs)
    for slug in ("purchasing_volume", "competitor_share"):
        assert found.undated[slug].to_dict() == {"recent": True, "old": False}
        assert found.stale[slug].to_dict() == {"recent": False, "old": True}
        assert pd.isna(found.as_of[slug]["recent"])
    assert found.values["competitor_share"].dropna().to_dict() == {"recent": 0.25}
    assert found.as_of["competitor_share"]["old"] == pd.Timestamp("2010-01-01")


def test_what_is_computed_for_the_day_is_not_undated() -> None:
    book = a_book(accounts={"norla": {"name": "Norla", "since": "2020-01-01"}})
    assert not measure(facts_of(book), {}, ["tenure"]).undated["tenure"]["norla"]


def documented(indicator: Indicator) -> str:
    """The row of an indicator in the reference."""
    points = " · ".join(f"{raw:g} → {worth:g}" for raw, worth in indicator.points)
    words: dict[object, object] = {"rated": "`practice.stale_days`", None: "–"}
    life = words.get(indicator.shelf_life, indicator.shelf_life)
    meaning = (indicator.compute.__doc__ or "").partition("\n")[0]
    return (
        f"| `{indicator.slug}` | {indicator.group} | {indicator.unit} | {indicator.better} | {indicator.normalise}"
        f"{': ' + points if points else ''} | {indicator.weight:g} | {life} | {indicator.roll}"
        f" | {'yes' if indicator.of_site else '–'} | {meaning} |"
    )


def test_the_reference_lists_all_indicators_as_they_are() -> None:
    text = (Path(__file__).parents[2] / "docs/reference/indicators.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("| `")] == [documented(one) for one in TABLE]
    assert " · ".join(f"{group} {weight:g}" for group, weight in GROUPS.items()) in text
