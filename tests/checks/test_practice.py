"""Good practice: what is missing, late or old, and what is not known well enough to say so."""

from datetime import date

import pytest
from rule_books import DAY, DEAL, deal, told

ACCOUNT = "accounts/nord/account.yaml"
CONTACT = "accounts/nord/contacts/li.yaml"
CALLS = "accounts/nord/activities/2026-lin.yaml"
ELSEWHERE = {
    "accounts/west/account.yaml": "name: West\n",
    "accounts/west/activities/2026-lin.yaml": "- {on: 2026-11-19, kind: call}\n",
}
OPEN = "2026-10-01 stage: nurture"


@pytest.mark.parametrize(
    ("account", "key"),
    [
        ("care_class: A\n", True),
        ("care_class: B\n", False),
        ("kam_stage: mid\n", True),
        ("kam_stage: early\n", False),
        ("kam_stage: [{on: 2026-01-01, value: mid}, {on: 2026-11-01, value: early}]\n", False),
        ("kam_stage: [{on: 2026-01-01, value: early}, {on: 2026-12-01, value: mid}]\n", False),  # not yet
        ("care_class: A\nkind: group\n", False),
    ],
)
def test_a_key_account_has_a_plan(account: str, key: bool) -> None:
    files = {ACCOUNT: f"name: Nord\n{account}"}
    found = [one for one in told("KAM601", files) if one.endswith("a key account without an account plan")]
    assert bool(found) is key
    assert told("KAM601", files | {"accounts/nord/plan.yaml": "strategy: grow\n"}) == []


def test_the_plan_of_the_group_covers_its_accounts() -> None:
    files = {
        ACCOUNT: "name: Nord\nparent: group\ncare_class: A\n",
        "accounts/group/account.yaml": "name: Group\nkind: group\n",
    }
    assert len(told("KAM601", files)) == 1
    assert told("KAM601", files | {"accounts/group/plan.yaml": "strategy: grow\n"}) == []


def test_silence_is_counted_from_the_last_activity() -> None:
    # 90 days before 2026-11-20 is 2026-08-22
    assert told("KAM602", {CALLS: "- {on: 2026-08-22, kind: call}\n"}) == []
    assert told("KAM602", {CALLS: "- {on: 2026-08-21, kind: call}\n- {on: 2026-01-02, kind: call}\n"}) == [
        "account.yaml:1:1 no activity for 91 days, since 2026-08-21"
    ]
    settings = {"kamctl.yaml": "currency: CNY\npractice: {silent_days: 91}\n"}
    assert told("KAM602", settings | {CALLS: "- {on: 2026-08-21, kind: call}\n"}) == []
    # a visit that is planned is none
    assert len(told("KAM602", {CALLS: "- {on: 2026-08-21, kind: call}\n- {on: 2026-12-01, kind: visit}\n"})) == 1


def test_without_any_activity_only_accounts_that_matter_are_silent() -> None:
    assert told("KAM602", ELSEWHERE) == []
    assert told("KAM602", ELSEWHERE | deal(OPEN)) == ["account.yaml:1:1 no activity is known"]
    assert told("KAM602", ELSEWHERE | {ACCOUNT: "name: Nord\ncare_class: A\n"}) == [
        "account.yaml:1:1 no activity is known"
    ]
    # a book that keeps no activities does not say that there were none
    assert told("KAM602", deal(OPEN)) == []


def test_an_open_deal_has_a_next_step() -> None:
    assert told("KAM603", deal(OPEN)) == ["line3.yaml:1:1 an open deal without a next step"]
    assert told("KAM603", deal(OPEN, more="next_step: {what: call}\n")) == []
    assert told("KAM603", deal(OPEN, more="next_step: {what: call, due: 2026-11-20}\n")) == []
    assert told("KAM603", deal(OPEN, more="next_step: {what: call, due: 2026-11-18}\n")) == [
        "line3.yaml:4:30 the next step was due 2 days ago"
    ]
    assert told("KAM603", deal(OPEN, "2026-10-02 stage: lost")) == []
    assert told("KAM603", deal("2026-12-01 stage: nurture")) == []  # not yet known on the day


def test_an_open_deal_is_not_overdue() -> None:
    assert told("KAM604", deal("2026-10-01 stage: nurture, close: 2026-11-20")) == []
    assert told("KAM604", deal("2026-10-01 stage: nurture, close: 2026-11-17", "2026-10-05 note: still")) == [
        "line3.yaml:3:45 the order was expected 3 days ago"
    ]
    assert told("KAM604", deal("2026-10-01 stage: nurture, close: 2026-11-17", "2026-11-19 close: 2026-12-01")) == []
    assert told("KAM604", deal("2026-10-01 stage: nurture, close: 2026-11-17", "2026-11-19 stage: dropped")) == []


def test_the_day_decides() -> None:
    files = deal("2026-10-01 stage: nurture, close: 2026-11-17")
    assert told("KAM604", files, date(2026, 11, 17)) == []
    assert len(told("KAM604", files, date(2026, 11, 18))) == 1


def test_old_ratings_of_an_account_are_told_together() -> None:
    # 365 days before 2026-11-20 is 2025-11-20
    text = "name: Nord\nratings:\n  influence: [{on: 2025-11-20, value: 4}]\n"
    assert told("KAM605", {ACCOUNT: text}) == []
    text += "  position: [{on: 2025-11-19, value: 4}]\n  credit: [{on: 2025-01-02, value: 1}]\n"
    assert told("KAM605", {ACCOUNT: text}) == [
        "account.yaml:5:3 not looked at since 2025-01-02: ['position', 'credit']"
    ]
    assert told("KAM605", {ACCOUNT: "name: Nord\nratings: {influence: 4}\n"}) == []  # undated: another rule


def test_people_count_where_they_have_a_part_in_an_open_deal() -> None:
    person = {CONTACT: "name: Li\nlevel: [{on: 2025-01-02, value: 3}]\n"}
    assert told("KAM605", person | deal(OPEN)) == []
    part = "roles: [{contact: li}]\n"
    assert told("KAM605", person | deal(OPEN, more=part)) == ["li.yaml:2:1 not looked at since 2025-01-02: ['level']"]
    assert told("KAM605", person | deal(OPEN, "2026-10-02 stage: lost", more=part)) == []
    assert told("KAM605", {CONTACT: f"{person[CONTACT]}status: left\n"} | deal(OPEN, more=part)) == []


def test_a_person_was_looked_at_when_anything_was_judged() -> None:
    part = "roles: [{contact: li}]\n"
    old = {CONTACT: "name: Li\nlevel: [{on: 2025-01-02, value: 3}]\nstance: [{on: 2025-03-04, value: for}]\n"}
    assert told("KAM605", old | deal(OPEN, more=part)) == [
        "li.yaml:2:1 not looked at since 2025-03-04: ['level', 'stance']"
    ]
    fresh = {CONTACT: "name: Li\nlevel: [{on: 2025-01-02, value: 3}]\nstance: [{on: 2026-03-04, value: for}]\n"}
    assert told("KAM605", fresh | deal(OPEN, more=part)) == []


DESIGN = deal("2026-10-01 stage: design, amount: 5 CNY", more="site: a\n")
PLANTS = {ACCOUNT: 'name: Nord\nsites:\n  - {id: a, name: A, country: "CN"}\n  - {id: b, name: B, country: "CN"}\n'}


@pytest.mark.parametrize(
    ("contact", "known"),
    [
        ("", False),
        ("role: user\n", False),
        ("role: decision_maker\n", True),
        ("role: decision_maker\nsites: [a]\n", True),
        ("role: decision_maker\nsites: [b]\n", False),
        ("role: decision_maker\nstatus: left\n", False),
        ("role: [{on: 2026-12-01, value: decision_maker}]\n", False),
    ],
)
def test_who_decides(contact: str, known: bool) -> None:
    found = told("KAM606", PLANTS | DESIGN | {CONTACT: f"name: Li\n{contact}"})
    assert found == ([] if known else ["line3.yaml:1:1 design, and nobody is known who decides"])


def test_who_decides_in_this_deal() -> None:
    files = PLANTS | {CONTACT: "name: Li\n"} | DESIGN
    assert told("KAM606", files | {DEAL: DESIGN[DEAL] + "roles: [{contact: li, role: user}]\n"}) == [
        "line3.yaml:5:1 design, and nobody is known who decides"
    ]
    assert told("KAM606", files | {DEAL: DESIGN[DEAL] + "roles: [{contact: li, role: decision_maker}]\n"}) == []


def test_nobody_need_decide_while_a_deal_is_nurtured() -> None:
    assert told("KAM606", deal(OPEN)) == []
    # a book in which no stage needs an amount: from its second stage on
    own = {"kamctl.yaml": "currency: CNY\nstages: [{id: a, probability: 0.1}, {id: b, probability: 0.2}]\n"}
    assert told("KAM606", own | deal("2026-10-01 stage: a")) == []
    assert len(told("KAM606", own | deal("2026-10-01 stage: b"))) == 1


def test_limits_beyond_the_calendar() -> None:
    settings = {"kamctl.yaml": "currency: CNY\npractice: {silent_days: 1000000000, stale_days: 1000000000}\n"}
    files = {
        CALLS: "- {on: 0001-01-01, kind: call}\n",
        ACCOUNT: "name: Nord\nratings:\n  credit: {on: 0001-01-01, value: 1}\n",
    }
    assert told("KAM602", settings | files) == told("KAM605", settings | files) == []


def test_a_book_without_deals_and_activities() -> None:
    assert [one for code in range(601, 607) for one in told(f"KAM{code}", {}, DAY)] == []
