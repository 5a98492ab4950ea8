from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel
from repos import Repo, make_repo, own_environment

from kamctl.records.kinds import KINDS
from kamctl.records.shape import key_of, models_in
from kamctl.store.change import Change
from kamctl.store.changes import changes
from kamctl.store.items import ENTRY_KEYS
from kamctl.store.matching import KEYS
from kamctl.store.revision import open_revision
from kamctl.store.source import WorkTree

DEAL = "accounts/nordlicht/opportunities/suzhou-line3.yaml"
ACCOUNT = "accounts/nordlicht/account.yaml"
QUOTE = "accounts/nordlicht/quotes/q-1.yaml"
CONTACT = "accounts/nordlicht/contacts/li-na.yaml"
ORDERS = "orders/2026-11.csv"
HEADER = "date,order,account,product,options,quantity,amount,currency\n"
FIRST = "  - {on: 2026-08-03, stage: nurture, amount: 900000 CNY, close: 2026-12-18, owner: lin-yue}\n"
SECOND = "  - {on: 2026-09-14, stage: design, buying_step: project, evidence: budget approved}\n"
THIRD = "  - {on: 2026-10-26, stage: compare, amount: 1080000 CNY, close: 2027-01-29, evidence: RFQ received}\n"
Told = tuple[str, str, str | None, str | None]


def told(found: list[Change]) -> list[Told]:
    return [(change.op, change.field, change.before, change.after) for change in found]


class Sources:
    """Two states of a book: committed, and as it is on disk."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo

    def changes(
        self, old: Mapping[str, str], new: Mapping[str, str | None], show_personal: bool = False
    ) -> list[Change]:
        self.repo.commit(old)
        for name, text in new.items():
            if text is None:
                (self.repo.book / name).unlink()
            else:
                self.repo.write({name: text})
        return changes(open_revision(self.repo.book, "HEAD"), WorkTree(self.repo.book), show_personal)

    def fields(self, path: str, old: str, new: str) -> list[Told]:
        return told(self.changes({path: old}, {path: new}))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    own_environment(monkeypatch, tmp_path / "home")
    return Sources(make_repo(tmp_path / "repo", "data/"))


def deal(*entries: str, rest: str = "") -> str:
    return f"name: Checkweighers\n{rest}history:\n" + "".join(entries)


def test_nothing_changed(book: Sources) -> None:
    assert book.changes({DEAL: deal(FIRST)}, {DEAL: deal(FIRST)}) == []


def test_appended_history_is_told_as_change_of_state(book: Sources) -> None:
    found = book.changes({DEAL: deal(FIRST, SECOND)}, {DEAL: deal(FIRST, SECOND, THIRD)})
    assert [(change.field, change.before, change.after, change.note and str(change.note)) for change in found[:3]] == [
        ("stage", "design", "compare", None),
        ("amount", "900000 CNY", "1080000 CNY", "+20 %"),
        ("close", "2026-12-18", "2027-01-29", None),
    ]
    entry = found[3]
    assert (entry.op, entry.field, entry.shown) == ("added", "history[2026-10-26]", "RFQ received")
    assert entry.after == THIRD.strip()[2:]
    assert {(change.account, change.kind, change.record, change.path) for change in found} == {
        ("nordlicht", "opportunity", "suzhou-line3", DEAL)
    }


def test_entry_that_says_nothing_new_is_shown_itself(book: Sources) -> None:
    found = book.changes({DEAL: deal(FIRST)}, {DEAL: deal(FIRST, "  - {on: 2026-09-01, owner: lin-yue}\n")})
    assert [(change.field, change.shown, change.after) for change in found] == [
        ("history[2026-09-01]", None, "{on: 2026-09-01, owner: lin-yue}")
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([FIRST, SECOND.replace("project", "need")], ("changed", "history[2026-09-14].buying_step", "project", "need")),
        ([FIRST], ("removed", "history[2026-09-14]", SECOND.strip()[2:], None)),
        (["  - {on: 2026-08-20, note: call}\n", FIRST, SECOND],
         ("added", "history[2026-08-20]", None, "{on: 2026-08-20, note: call}")),
    ],
)  # fmt: skip
def test_past_that_was_edited_is_named_so(entries: list[str], expected: Told, book: Sources) -> None:
    found = [
        change for change in book.changes({DEAL: deal(FIRST, SECOND)}, {DEAL: deal(*entries)})
        if change.note and str(change.note) == "history rewritten"
    ]  # fmt: skip
    assert told(found) == [expected]


def test_order_of_entries_in_the_file_says_nothing(book: Sources) -> None:
    found = book.changes({DEAL: deal(FIRST, SECOND, THIRD)}, {DEAL: deal(THIRD, FIRST, SECOND)})
    assert [(change.field, str(change.note)) for change in found] == [("", "only comments or layout")]


def test_probability_is_withdrawn_by_null(book: Sources) -> None:
    override = "  - {on: 2026-10-01, probability: 0.9}\n"
    new = deal(FIRST, override, "  - {on: 2026-10-02, probability: null}\n")
    found = book.changes({DEAL: deal(FIRST, override)}, {DEAL: new})
    assert told(found) == [
        ("removed", "probability", "0.9", None),
        ("added", "history[2026-10-02]", None, "{on: 2026-10-02, probability: null}"),
    ]


def test_comments_and_spelling_of_figures_are_layout(book: Sources) -> None:
    old = deal(FIRST, rest="products: [{product: cw-c35, options: [a, b], quantity: 6}]\n")
    new = deal(FIRST.replace("900000", "900,000").replace("amount: 900,000 CNY", 'amount: "900,000 CNY"'),
               rest="# why\nproducts:\n  - product: cw-c35\n    options: [b, a]\n    quantity: 6\n")  # fmt: skip
    found = book.changes({DEAL: old}, {DEAL: new})
    assert [(change.op, change.field, str(change.note)) for change in found] == [
        ("changed", "", "only comments or layout")
    ]


def test_items_are_matched_by_their_keys(book: Sources) -> None:
    old = 'name: N\nsites:\n  - {id: oslo, name: Oslo, country: "NO"}\n  - {id: suzhou, name: Suzhou, country: CN}\n'
    new = "name: N\nsites:\n  - {id: suzhou, name: Suzhou, country: CN, lines: 5}\n"
    new += "  - {id: bonn, name: Bonn, country: DE}\n"
    assert book.fields(ACCOUNT, old, new) == [
        ("added", "sites[suzhou].lines", None, "5"),
        ("added", "sites[bonn]", None, "{id: bonn, name: Bonn, country: DE}"),
        ("removed", "sites[oslo]", "{id: oslo, name: Oslo, country: NO}", None),
    ]


def test_quote_lines_with_the_same_product_are_told_apart_by_order(book: Sources) -> None:
    line = "  - {{product: cw, options: [{}], quantity: {}, list: 100 CNY}}\n"
    old = "date: 2026-11-02\nlines:\n" + line.format("b, a", 1) + line.format("a, b", 2) + line.format("", 3)
    new = "date: 2026-11-02\nlines:\n" + line.format("", 3) + line.format("a, b", 2) + line.format("a, b", 4)
    assert book.fields(QUOTE, old, new) == [("changed", "lines[cw a+b #2].quantity", "1", "4")]


def test_dated_value_is_told_by_its_latest(book: Sources) -> None:
    old = "name: N\nratings: {influence: 3}\n"
    new = "name: N\nratings:\n  influence:\n    - {on: 2026-05-02, value: 4, source: plant visit}\n"
    found = book.changes({ACCOUNT: old}, {ACCOUNT: new})
    assert [(change.field, change.before, change.after, change.shown) for change in found] == [
        ("ratings.influence", "3", "4", None),
        ("ratings.influence[2026-05-02]", None, "{on: 2026-05-02, value: 4, source: plant visit}", "plant visit"),
        ("ratings.influence[undated]", "{value: 3}", None, ""),
    ]


def test_dated_value_learnt_later_about_the_past(book: Sources) -> None:
    old = "name: N\nowner: [{on: 2026-05-02, value: lin-yue}]\n"
    new = "name: N\nowner: [{on: 2026-01-02, value: ma-hui}, {on: 2026-05-02, value: lin-yue}]\n"
    assert book.fields(ACCOUNT, old, new) == [("added", "owner[2026-01-02]", None, "{on: 2026-01-02, value: ma-hui}")]


def test_lists_of_texts_are_sets(book: Sources) -> None:
    assert book.fields(CONTACT, "name: A\nsites: [oslo, bonn]\n", "name: A\nsites: [suzhou, oslo]\n") == [
        ("removed", "sites[bonn]", "bonn", None),
        ("added", "sites[suzhou]", None, "suzhou"),
    ]


def test_order_of_discounts_and_of_weights_counts(book: Sources) -> None:
    two = "date: 2026-11-02\nlines:\n  - {product: cw, quantity: 1, list: 100 CNY, discounts: [%s, %s]}\n"
    frame, volume = "{kind: frame, percent: 5}", "{kind: volume, percent: 3}"
    assert book.fields(QUOTE, two % (frame, volume), two % (volume, frame)) == [
        ("changed", "lines[cw].discounts", "[frame, volume]", "[volume, frame]")
    ]
    assert book.fields("targets/2026.yaml", "seasonality: [1, 2, 1, 2]\n", "seasonality: [2, 1, 1, 2]\n") == [
        ("changed", "seasonality", "[1, 2, 1, 2]", "[2, 1, 1, 2]")
    ]


def test_record_that_came_or_went_is_one_change(book: Sources) -> None:
    found = book.changes({QUOTE: "date: 2026-11-02\nlines: []\n"}, {QUOTE: None, DEAL: deal(FIRST, SECOND)})
    assert [(change.op, change.record, change.before, change.after) for change in found] == [
        (
            "added",
            "suzhou-line3",
            None,
            "Checkweighers, stage design, amount 900000 CNY, close 2026-12-18, owner lin-yue",
        ),
        ("removed", "q-1", "date 2026-11-02", None),
    ]


def test_entries_of_the_catalogue_and_the_team_are_records(book: Sources) -> None:
    old, new = "a: {name: A}\nb: {name: B}\n", "a: {name: A, role: lead}\nc: {name: C}\n"
    found = book.changes({"team.yaml": old}, {"team.yaml": new})
    assert [(change.op, change.record, change.field, change.after) for change in found] == [
        ("added", "a", "role", "lead"), ("removed", "b", "", None), ("added", "c", "", "C"),
    ]  # fmt: skip


def test_activities_are_matched_by_day_and_kind(book: Sources) -> None:
    path = "accounts/nordlicht/activities/2026-lin-yue.yaml"
    visit, call = "- {on: 2026-11-02, kind: visit, hours: 2}\n", "- {on: 2026-11-02, kind: call}\n"
    assert book.fields(path, visit, call + visit.replace("2}", "3}")) == [
        ("added", "[2026-11-02 call]", None, "{on: 2026-11-02, kind: call}"),
        ("changed", "[2026-11-02 visit].hours", "2", "3"),
    ]


def test_rows_of_a_ledger(book: Sources) -> None:
    one, two = "2026-11-02,A-1,nordlicht,cw,,1,100,CNY\n", "2026-11-03,A-2,suedwind,cw,,2,200,CNY\n"
    found = book.changes({ORDERS: HEADER + one + two + two}, {ORDERS: HEADER + two + one.replace(",100,", ",120,")})
    facts = "2026-11-03, quantity 2, 200 CNY"
    assert [(change.account, change.record) for change in found] == [("nordlicht", "A-1 cw"), ("suedwind", "A-2 cw #2")]
    assert told(found) == [("changed", "amount", "100", "120"), ("removed", "", facts, None)]


def test_row_that_moved_to_another_file_is_no_change(book: Sources) -> None:
    row = "2026-11-02,A-1,nordlicht,cw,,1,100,CNY\n"
    assert book.changes({ORDERS: HEADER + row}, {ORDERS: HEADER, "orders/2026-12.csv": HEADER + row}) == []


def test_personal_facts_are_told_without_values(book: Sources) -> None:
    old, new = (
        "name: Li Na\nemail: li@example.org\n",
        'name: Li Na\nemail: na@example.org\nphone: "+861"\ntitle: Buyer\n',
    )
    found = book.changes({CONTACT: old}, {CONTACT: new})
    assert told(found) == [
        ("changed", "email", None, None), ("added", "phone", None, None), ("added", "title", None, "Buyer"),
    ]  # fmt: skip
    shown = changes(open_revision(book.repo.book, "HEAD"), WorkTree(book.repo.book), show_personal=True)
    assert [change.after for change in shown] == ["na@example.org", "+861", "Buyer"]


def test_new_contact_is_told_without_its_name(book: Sources) -> None:
    found = book.changes({}, {CONTACT: "name: Li Na\ntitle: Buyer\nemail: li@example.org\n"})
    assert [(change.record, change.after) for change in found] == [("li-na", "title Buyer")]


def test_private_facts_are_never_told(book: Sources) -> None:
    path = "accounts/nordlicht/contacts/li-na.private.yaml"
    assert book.changes({path: "likes: tea\n"}, {path: "likes: coffee\n"}, show_personal=True) == []


def test_file_that_can_not_be_read(book: Sources) -> None:
    found = book.changes({DEAL: deal(FIRST), ORDERS: HEADER}, {DEAL: "name: [\n", ORDERS: HEADER + "a,b\n"})
    assert [(change.path, change.problem and change.problem.code) for change in found] == [
        (ORDERS, "KAM115"), (DEAL, "KAM101"),
    ]  # fmt: skip


def test_line_ends_of_the_system_are_no_change(book: Sources) -> None:
    book.repo.commit({DEAL: deal(FIRST)})
    (book.repo.book / DEAL).write_bytes(deal(FIRST).replace("\n", "\r\n").encode())
    assert changes(open_revision(book.repo.book, "HEAD"), WorkTree(book.repo.book)) == []


def test_two_revisions(book: Sources) -> None:
    book.repo.commit({DEAL: deal(FIRST)})
    book.repo.commit({DEAL: deal(FIRST, SECOND)})
    old, new = (open_revision(book.repo.book, name) for name in ("HEAD~1", "HEAD"))
    assert [change.field for change in changes(old, new)] == ["stage", "buying_step", "history[2026-09-14]"]
    assert [change.field for change in changes(new, old)][:2] == ["stage", "buying_step"]


def test_sorted_by_account_and_kind(book: Sources) -> None:
    found = book.changes(
        {},
        {
            "accounts/b/account.yaml": "name: B\n",
            DEAL: deal(FIRST),
            ACCOUNT: "name: N\n",
            "team.yaml": "a: {name: A}\n",
        },
    )
    assert [(change.account, change.kind) for change in found] == [
        (None, "team"), ("b", "account"), ("nordlicht", "account"), ("nordlicht", "opportunity"),
    ]  # fmt: skip


def lists_of_records(model: type[BaseModel]) -> Iterator[str]:
    """Yield the key in the file of each list of records in a model, dated values left aside."""
    for name, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            if "tuple[" in str(field.annotation) and not set(inner.model_fields) <= ENTRY_KEYS:
                yield key_of(name, field)
            yield from lists_of_records(inner)


def test_every_list_of_records_has_a_key() -> None:
    models = [found for kind in KINDS if not kind.ledger for found in models_in(kind.model)]
    found = {name for model in models for name in lists_of_records(model)}
    assert {"history", "lines", "sites", "stages"} <= found
    assert found - set(KEYS) == set()
