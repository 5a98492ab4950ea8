from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kamctl.store.check import Days, check
from kamctl.store.replay import Replay
from kamctl.store.starting import Files, days_until, example_files, story

A = "accounts/nordlicht"
DEAL = f"{A}/opportunities/line3.yaml"


def on(day: str, files: dict[str, str]) -> dict[str, str]:
    """Return the texts of a book on a day."""
    replay = Replay({path: text.encode() for path, text in files.items()})
    return {path: data.decode() for path, data in replay.on(date.fromisoformat(day)).items()}


def text_on(day: str, path: str, text: str) -> str | None:
    return on(day, {path: text}).get(path)


def test_later_entries_are_cut_and_comments_stay() -> None:
    text = (
        "# the big one\nname: Line 3\nhistory:   # oldest first\n"
        "  - {on: 2026-01-05, stage: nurture}   # met at the fair\n"
        "  # the tender\n"
        "  - on: 2026-03-05\n    stage: compare   # at last\n    note: |\n      two\n      lines\n\n"
        "  - {on: 2026-05-05, stage: won}\n"
        "notes: x\n"
    )
    assert text_on("2026-02-01", DEAL, text) == (
        "# the big one\nname: Line 3\nhistory:   # oldest first\n"
        "  - {on: 2026-01-05, stage: nurture}   # met at the fair\n"
        "  # the tender\n"
        "notes: x\n"
    )
    assert text_on("2026-01-04", DEAL, text) is None
    assert text_on("2026-05-05", DEAL, text) == text


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2025-12-31", "name: N\nowner: a\n"),
        ("2026-01-05", "name: N\nowner: a\nratings: {influence: [{on: 2026-01-05, value: 2}]}\n"),
        ("2026-02-05", "name: N\nowner: a\nratings: {influence: [{on: 2026-01-05, value: 2}, "
                       "{on: 2026-02-05, value: 3}]}\n"),
    ],
)  # fmt: skip
def test_dated_values_in_flow_form(day: str, left: str) -> None:
    text = (
        "name: N\nowner: a\nratings: {influence: [{on: 2026-01-05, value: 2}, {on: 2026-02-05, value: 3}], "
        "credit: [{on: 2026-03-05, value: 1}]}\n"
    )
    assert text_on(day, f"{A}/account.yaml", text) == left


def test_first_of_two_in_flow_form_may_be_the_later_one() -> None:
    text = "name: N\nowner: [{on: 2026-03-05, value: b}, {on: 2026-01-05, value: a}]\n"
    assert text_on("2026-02-01", f"{A}/account.yaml", text) == "name: N\nowner: [{on: 2026-01-05, value: a}]\n"


def test_a_key_whose_values_all_came_later_is_cut_with_what_holds_it() -> None:
    text = "name: N\nratings:\n  # seen at the plant\n  influence:\n    - {on: 2026-03-05, value: 3}\nsegment: food\n"
    assert text_on("2026-02-01", f"{A}/account.yaml", text) == "name: N\nsegment: food\n"


def test_a_block_text_ends_before_the_next_entry() -> None:
    text = "name: D\nhistory:\n  - on: 2026-03-05\n    note: |\n      later\n\n  - {on: 2026-01-05, stage: nurture}\n"
    assert text_on("2026-02-01", DEAL, text) == "name: D\nhistory:\n  - {on: 2026-01-05, stage: nurture}\n"


def test_an_undated_value_was_always_known() -> None:
    text = "name: N\nratings:\n  influence: 3\n  credit: [{on: 2026-03-05, value: 1}]\n"
    assert text_on("2026-02-01", f"{A}/account.yaml", text) == "name: N\nratings:\n  influence: 3\n"


def test_events_and_what_followed_from_them_were_not_known() -> None:
    path = f"{A}/contacts/li-na.yaml"
    text = "name: L\nstatus: left\nleft_on: 2026-03-05\nmoved_to: other/li-na\nnotes: x\n"
    assert text_on("2026-02-01", path, text) == "name: L\nnotes: x\n"
    assert text_on("2026-03-05", path, text) == text


def test_next_step_belongs_to_the_last_state() -> None:
    text = "name: D\nnext_step: {what: call, due: 2026-06-01}\nhistory:\n- {on: 2026-01-05}\n- {on: 2026-03-05}\n"
    assert text_on("2026-02-01", DEAL, text) == "name: D\nhistory:\n- {on: 2026-01-05}\n"


def test_a_quote_was_sent_before_it_was_answered() -> None:
    path = f"{A}/quotes/q1.yaml"
    text = "date: 2026-03-01\nstatus: accepted   # by mail\napproved: {by: a, on: 2026-03-10}\nlines: []\n"
    assert text_on("2026-02-28", path, text) is None
    assert text_on("2026-03-02", path, text) == "date: 2026-03-01\nstatus: sent   # by mail\nlines: []\n"
    assert text_on("2026-03-22", path, text) == text


def test_rows_of_ledgers_and_activities() -> None:
    orders = "date,order,account\n2026-01-05,A,nordlicht\n2026-03-05,B,nordlicht\n"
    visits = "- on: 2026-01-05\n  kind: visit\n- {on: 2026-03-05, kind: call}\n"
    files = {"orders/2026-01.csv": orders, "orders/2026-03.csv": "date,order,account\n2026-03-09,C,nordlicht\n"}
    assert on("2026-02-01", files) == {"orders/2026-01.csv": "date,order,account\n2026-01-05,A,nordlicht\n"}
    assert text_on("2026-02-01", f"{A}/activities/2026-a.yaml", visits) == "- on: 2026-01-05\n  kind: visit\n"


def test_an_account_begins_with_its_first_record_and_its_parents_with_it() -> None:
    files = {
        f"{A}/account.yaml": "name: N\nparent: group\n",
        f"{A}/contacts/li-na.yaml": "name: L\n",
        DEAL: "name: D\nhistory: [{on: 2026-03-05, stage: nurture}]\n",
        "accounts/group/account.yaml": "name: G\nkind: group\n",
        "accounts/other/account.yaml": "name: O\n",
        "README.md": "x\n",
    }
    assert sorted(on("2026-02-01", files)) == ["README.md", "accounts/other/account.yaml"]
    assert sorted(on("2026-03-05", files)) == sorted(files)


def test_a_reference_is_cut_until_what_it_names_exists() -> None:
    files = {
        f"{A}/contracts/care.yaml": "kind: service\nfrom: 2026-03-01\n",
        f"{A}/installs/one.yaml": "site: a\nunits: 2\ninstalled: 2019-05\ncontract: care\nsupplier: own\n",
    }
    assert on("2026-02-01", files) == {
        f"{A}/installs/one.yaml": "site: a\nunits: 2\ninstalled: 2019-05\nsupplier: own\n"
    }


def test_an_install_is_known_since_it_was_seen() -> None:
    text = "site: a\nunits: [{on: 2026-03-01, value: 2}]\ninstalled: 2019-05\nremoved_on: 2026-06-01\n"
    path = f"{A}/installs/one.yaml"
    assert text_on("2026-02-01", path, text) is None
    assert text_on("2026-03-01", path, text) == "site: a\nunits: [{on: 2026-03-01, value: 2}]\ninstalled: 2019-05\n"


def test_days_of_the_commits() -> None:
    """Six quarters up to 2026-Q4 begin on 2025-07-01; the last ten commits are a week apart."""
    days = days_until(date(2026, 11, 20))
    assert (days[0], days[-10], days[-1], len(days)) == (date(2025, 7, 1), date(2026, 9, 18), date(2026, 11, 20), 26)
    assert all(one < other for one, other in pairwise(days))


def errors_on(files: dict[str, bytes], day: date) -> list[str]:
    problems = check(Files(Path(), files), lambda _: Days(day, day)).problems
    return [
        f"{problem.place.path}:{problem.place.line} {problem.message}"
        for problem in problems
        if problem.severity == "error"
    ]


def test_last_state_of_the_example_is_the_example() -> None:
    files = example_files()
    replay = Replay(files)
    assert replay.on(date(2026, 11, 20)) == files
    for day in (date(2025, 7, 1), date(2026, 3, 6), date(2026, 11, 13)):
        assert errors_on(replay.on(day), day) == [], day


@pytest.mark.slow
def test_every_commit_of_the_example_is_a_sound_book() -> None:
    files = example_files()
    commits = story(files)
    assert len(commits) >= 20
    assert commits[-1].files == files
    for commit, day in zip(commits, days_until(date(2026, 11, 20)), strict=True):
        assert errors_on(dict(commit.files), day) == [], commit.message
