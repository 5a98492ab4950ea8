"""Traps of dated facts: undated, twice on a day, from the future."""

from datetime import date

from rule_books import deal, found_in, ledger, told

ACCOUNT = "accounts/nord/account.yaml"
CONTACT = "accounts/nord/contacts/li.yaml"


def account(text: str) -> dict[str, str]:
    return {ACCOUNT: f"name: Nord\n{text}"}


def test_judgements_of_an_account_have_a_day() -> None:
    text = "ratings:\n  influence: 4\n  position: [{on: 2026-05-02, value: 3}]\nvalue_answers: {integration: 2}\n"
    assert told("KAM702", account(text)) == [
        "account.yaml:3:3 nobody knows how old these are: ['influence', 'integration']"
    ]
    # later entries don't make the first one younger
    assert len(told("KAM702", account("ratings:\n  influence: [{value: 4}, {on: 2026-05-02, value: 3}]\n"))) == 1
    assert told("KAM702", account("value_type: strategic\npotential: {scales: 5 CNY}\n")) == []


def test_one_entry_a_day() -> None:
    assert (
        told("KAM703", account("ratings:\n  influence: [{on: 2026-05-02, value: 4}, {on: 2026-05-03, value: 4}]\n"))
        == []
    )
    text = (
        "ratings:\n  influence:\n    - {on: 2026-05-02, value: 4}\n    - {on: 2026-01-01, value: 3}\n"
        "    - {on: 2026-05-02, value: 2}\n    - {on: 2026-05-02, value: 1}\n"
    )
    found = [one for one in found_in(account(text)) if one.code == "KAM703"]
    assert [(one.place.line, one.also[0].line) for one in found] == [(6, 4), (7, 4)]
    assert str(found[0].message) == "two entries of 2026-05-02"


def test_one_entry_without_a_day() -> None:
    assert told(
        "KAM703", account("owner: [{value: a}, {value: b}]\n") | {"team.yaml": "a: {name: A}\nb: {name: B}\n"}
    ) == ["account.yaml:2:8 two entries without a day"]


def test_dated_values_of_contacts_are_seen_and_not_shown() -> None:
    files = {CONTACT: "name: Li\nlevel: [{on: 2026-05-02, value: 3}, {on: 2026-05-02, value: 4}]\n"}
    (found,) = [one for one in found_in(files) if one.code == "KAM703"]
    assert (found.place.line, found.place.column, found.excerpt) == (2, 42, None)


def test_entries_from_the_future_are_told_once_a_file() -> None:
    assert told("KAM704", deal("2026-11-20 stage: nurture")) == []
    assert told("KAM704", deal("2026-11-20 stage: nurture", "2026-11-21 note: x1", "2026-11-22 note: x2")) == [
        "line3.yaml:4:10 dated after the day of the report, 2026-11-20 (2 times here)"
    ]
    assert told("KAM704", account("ratings:\n  influence: [{on: 2026-11-21, value: 4}]\n")) == [
        "account.yaml:3:20 dated after the day of the report, 2026-11-20"
    ]
    rows = ledger("fx.csv", "date,from,to,rate", "2026-11-20,EUR,CNY,8", "2026-11-21,EUR,CNY,8", "2062-11-21,EUR,CNY,8")
    assert told("KAM704", rows) == ["fx.csv:3:1 dated after the day of the report, 2026-11-20 (2 times here)"]


def test_activities_quotes_and_surveys_from_the_future() -> None:
    files = {
        "accounts/nord/activities/2026-lin.yaml": "- {on: 2026-11-21, kind: call}\n",
        "accounts/nord/quotes/q1.yaml": "date: 2026-11-21\nlines: []\n",
        "accounts/nord/surveys/s1.yaml": "kind: satisfaction\non: 2026-11-21\n",
    }
    assert [one.partition(" ")[0] for one in told("KAM704", files)] == [
        "2026-lin.yaml:1:8", "q1.yaml:1:7", "s1.yaml:2:5",
    ]  # fmt: skip
    assert told("KAM704", files, date(2026, 11, 21)) == []


def test_the_same_day_in_another_field_is_not_marked() -> None:
    day = "2026-05-02"
    text = f'name: x\nthreat: [{{on: {day}, value: 4, source: "{day}"}}, {{on: {day}, value: 3}}]\n'
    assert told("KAM703", {"competitors/x.yaml": text}) == [f"x.yaml:2:65 two entries of {day}"]
    later = 'name: x\nthreat: {value: 4, source: "2027-01-01", on: 2027-01-01}\n'
    assert told("KAM704", {"competitors/x.yaml": later}) == [
        "x.yaml:2:46 dated after the day of the report, 2026-11-20"
    ]
