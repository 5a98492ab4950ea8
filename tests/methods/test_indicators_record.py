from typing import Any

import pandas as pd
import pytest
from small_books import a_book, facts_of

from kamctl.methods import indicators_record as record

DAY_OF_SURVEY = "2026-06-01"


def norla(compute: Any, fields: dict[str, Any] | None = None, **kinds: Any) -> Any:
    """The row of one account."""
    return compute(facts_of(a_book(accounts={"norla": {"name": "Norla", **(fields or {})}}, **kinds))).table.loc[
        "norla"
    ]


def survey(*answers: dict[str, Any], on: str = DAY_OF_SURVEY) -> dict[str, Any]:
    return {"kind": "satisfaction", "on": on, "answers": list(answers)}


def test_tenure_is_in_years() -> None:
    found = norla(record.tenure, {"since": "2024-11-20"})
    assert found["value"] == pytest.approx(730 / 365.25)
    assert norla(record.tenure, {"since": "2027-01-01"})["value"] == 0
    assert pd.isna(norla(record.tenure)["value"])


def test_a_rating_is_the_last_one_up_to_the_day() -> None:
    ratings = {"influence": [{"on": "2025-01-01", "value": 2}, {"on": "2026-05-02", "value": 4},
                             {"on": "2026-12-24", "value": 5}], "credit": 3}  # fmt: skip
    found = norla(record.influence, {"ratings": ratings})
    assert (found["value"], found["as_of"]) == (4, pd.Timestamp("2026-05-02"))
    undated = norla(record.credit, {"ratings": ratings})
    assert undated["value"] == 3
    assert pd.isna(undated["as_of"])
    for compute in (record.position, record.reference):
        assert pd.isna(norla(compute, {"ratings": ratings})["value"])


def test_nobodys_key_account_is_known_and_differs_from_unknown() -> None:
    assert norla(record.competitor_key_account, {"competitor_key_account": []})["value"] == 0
    assert norla(record.competitor_key_account, {"competitor_key_account": ["kestrel"]})["value"] == 1
    assert pd.isna(norla(record.competitor_key_account)["value"])


def test_recommend_is_the_mean_of_the_last_survey_that_asked() -> None:
    surveys = {
        "norla/2025": survey({"recommend": 1}, on="2025-06-01"),
        "norla/2026": survey({"recommend": 9}, {"recommend": 6}, {"comment": "no answer"}),
        "norla/2026-kano": survey({"comment": "asked about features"}, on="2026-09-01"),
        "norla/2027": survey({"recommend": 0}, on="2027-01-01"),
    }
    found = norla(record.recommend, surveys=surveys)
    assert (found["value"], found["as_of"]) == (7.5, pd.Timestamp(DAY_OF_SURVEY))
    assert pd.isna(norla(record.recommend)["value"])


def test_switching_costs_are_the_mean_of_three_groups() -> None:
    first = {"switching": {"economic": 4, "evaluation": 2, "learning": 3, "organisation": 3, "benefit": 2, "money": 1,
                           "personal": 5, "brand": 4}}  # fmt: skip
    second = {"switching": {"economic": 2, "benefit": 4}}
    # procedural: economic 3, others 2, 3, 3 → 2.75; financial: benefit 3, money 1 → 2; relational 4.5
    # (2.75 + 2 + 4.5) ÷ 3 = 3.08333; (3.08333 − 1) · 25
    found = norla(record.switching_cost, surveys={"norla/s": survey(first, second)})["value"]
    assert found == pytest.approx(((2.75 + 2 + 4.5) / 3 - 1) * 25)


def test_switching_costs_need_an_answer_in_each_group() -> None:
    both = survey({"switching": {"economic": 4, "benefit": 2}})
    assert pd.isna(norla(record.switching_cost, surveys={"norla/s": both})["value"])
    ends = survey({"switching": {"economic": 5, "benefit": 5, "brand": 5}}, {"switching": {"brand": 6, "mood": 1}})
    assert norla(record.switching_cost, surveys={"norla/s": ends})["value"] == 100  # 6 and mood are no answers


def test_referrals_of_two_years() -> None:
    gave = {"referrals": [{"on": day, "to": "A friend"} for day in ("2024-11-20", "2024-11-21", "2026-01-01",
                                                                    "2026-12-01")]}  # fmt: skip
    assert norla(record.referrals, gave)["value"] == 2


def test_no_referral_is_known_where_the_book_keeps_them() -> None:
    gave = {"name": "Norla", "referrals": [{"on": "2020-01-01", "to": "A friend"}]}
    found = record.referrals(facts_of(a_book(accounts={"norla": gave, "sudmar": {"name": "Sudmar"}})))["value"]
    assert found.to_dict() == {"norla": 0, "sudmar": 0}
    assert pd.isna(norla(record.referrals)["value"])


def install(supplier: str, units: Any, **more: Any) -> dict[str, Any]:
    return {"site": "works", "process": "end of line", "supplier": supplier, "units": units, **more}


def test_competitors_share_of_the_units_that_stand() -> None:
    installs = {
        "norla/ours": install("own", [{"on": "2025-01-01", "value": 3}, {"on": "2026-03-01", "value": 6}]),
        "norla/theirs": install("kestrel", 2, installed="2019-05"),
        "norla/gone": install("kestrel", 50, removed_on="2026-11-20"),
        "norla/to-come": install("kestrel", 50, installed="2026-12"),
    }
    found = norla(record.competitor_share, installs=installs)
    assert (found["value"], found["as_of"]) == (0.25, pd.Timestamp("2026-03-01"))


def test_all_ours_is_a_share_of_0_and_an_unknown_number_is_unknown() -> None:
    assert norla(record.competitor_share, installs={"norla/ours": install("own", 6)})["value"] == 0
    later = {
        "norla/ours": install("own", 6),
        "norla/theirs": install("kestrel", [{"on": "2026-12-01", "value": 2}]),
    }
    assert pd.isna(norla(record.competitor_share, installs=later)["value"])
    assert pd.isna(norla(record.competitor_share, installs={"norla/none": install("kestrel", 0)})["value"])
    assert pd.isna(norla(record.competitor_share)["value"])
