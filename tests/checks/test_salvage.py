"""A record that can't be used as a whole is judged, as far as it is sound, by the rules that look at it alone."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from record_examples import EXAMPLES
from rule_books import BASE, DAY, DEAL, Files, deal

from kamctl.checks.run import findings
from kamctl.records.book import Book
from kamctl.records.scalar import Bare
from kamctl.records.settings import Settings
from kamctl.store.locate import located
from kamctl.store.read import read_book
from kamctl.store.yaml_spans import UNCLEAR
from kamctl.store.yaml_text import load

CONTACT = "accounts/nord/contacts/eva.yaml"
QUOTE = "accounts/nord/quotes/q1.yaml"
ACCOUNT = "accounts/nord/account.yaml"


def ruled(texts: Mapping[str, str]) -> list[str]:
    """Return what the rules find in a book with broken files, as `code line:column`; practice is no matter here."""
    source = Files({**BASE, **texts})
    book, _ = read_book(source, lenient=True)
    found = located(source, findings(book, DAY))
    ordered = sorted(found, key=lambda one: (one.place, one.code))
    return [f"{one.code} {one.place.line}:{one.place.column}" for one in ordered if one.code[:4] != "KAM6"]


HISTORY = (
    "2026-03-02 stage: nurture, amount: 5 CNY", "2026-03-01 close: 2026-02-01", "2026-04-01 stage: lost",
    "2026-05-01 amount: 6 EUR",
)  # fmt: skip


@pytest.mark.parametrize(
    "fault",
    ["nmae_zh: x\n", "name_zh:\n", "channel: direkt\n", "products: [{product: a b}]\n", "plan: !!map {budget: 5}\n",
     "notes: *a\n", "name: again\n", "notes: 2026-02-30\nname_zh: NO\nplan: x\n"],
)  # fmt: skip
def test_a_fault_elsewhere_does_not_hide_an_impossible_history(fault: str) -> None:
    found = [one for one in ruled(deal(*HISTORY, more=fault)) if one[:4] == "KAM4"]
    assert found == ["KAM401 4:10", "KAM403 4:29", "KAM402 6:30", "KAM406 6:30"]


def test_a_history_without_the_name_of_its_deal_is_judged() -> None:
    assert ruled({DEAL: "history: [{on: 2026-08-03, close: 2026-08-01}]\n"}) == ["KAM403 1:35"]


@pytest.mark.parametrize("entry", ["2026-01-01 stge: lost", "2026-02-30 stage: lost", "2026-03-02 stage: lost"])
def test_nothing_follows_from_a_history_that_is_not_sound(entry: str) -> None:
    assert ruled(deal(entry, *HISTORY)) == []


def test_an_unquoted_text_that_is_told_already_hides_nothing() -> None:
    assert ruled(deal("2026-08-03 note: 12, close: 2026-08-01", more="nmae_zh: x\n")) == ["KAM403 3:39"]


def test_the_settings_that_are_broken_judge_no_history() -> None:
    assert ruled({"kamctl.yaml": "curency: CNY\n", **deal(*HISTORY, more="nmae_zh: x\n")}) == []


def test_what_is_salvaged_is_no_record_of_the_book() -> None:
    deals = deal("2026-08-03 stage: nurture", more="nmae_zh: x\n")
    book, _ = read_book(Files({**BASE, **deals}))
    assert (book.opportunities, list(book.broken)) == ({}, [("opportunity", "nord/line3")])


def test_addresses() -> None:
    contact = {CONTACT: "name: Eva\nemail: eva\nphone: '12'\ninfluence: 9\nlayr: x\n"}
    assert ruled(contact) == ["KAM214 2:8", "KAM215 3:8"]
    assert ruled({CONTACT: "nmae: Eva\nemail: [eva]\nphone: '12'\n"}) == ["KAM215 3:8"]
    team = {"team.yaml": "lin: {nmae: L, email: lin}\nwei: {name: W, from: 2026-02-01, until: 2026-01-01}\n"}
    assert ruled(team) == ["KAM214 1:23", "KAM408 2:41"]


def test_entries_of_the_catalogue() -> None:
    products = """\
a: {nmae: A, corridor: {floor: 0.9, target: 0.8}}
b: {name: B, breaks: [{units: 5, factor: 1}, {units: 5, factor: 0.9}], corridor: {floor: x}}
c: {name: C, corridor: {direct: {floor: 0.9, target: 0.8}}}
d: [x]
"""
    assert ruled({"products.yaml": products}) == ["KAM809 1:32", "KAM810 2:54", "KAM809 3:41"]


LINES = """\
lines:
  - {product: a, quantity: 1, list: 100 CNY, net: 90 CNY, discounts: [{percent: 20}]}
  - {product: a, quantity: x, list: 100 CNY, net: 90 CNY, discounts: [{percent: 20}]}
  - {product: a, quantity: 1, list: 90 CNY, net: 50 CNY}
"""
CATALOGUE = "a: {name: A, list: [{from: 2026-01-01, price: 100 CNY}], corridor: {floor: 0.8}}\n"


def test_prices_of_a_quote() -> None:
    texts = {"products.yaml": CATALOGUE, QUOTE: f"date: 2026-03-02\n{LINES}"}
    assert ruled(texts) == ["KAM504 3:51", "KAM505 5:37", "KAM506 5:50"]
    # nobody knows which key is misspelt: it may be the approval
    texts = {"products.yaml": CATALOGUE, QUOTE: f"date: 2026-03-02\n{LINES}aproved: {{by: wei}}\n"}
    assert ruled(texts) == ["KAM504 3:51", "KAM505 5:37"]
    assert ruled({"products.yaml": CATALOGUE, QUOTE: f"date: 2026-02-30\n{LINES}"}) == []


def test_dated_values() -> None:
    account = "nmae: Nord\nratings: {credit: 4, influence: 9, positon: 3}\nkam_stage: [{on: 2027-01-01, value: pre}]\n"
    assert ruled({ACCOUNT: account}) == ["KAM702 2:11", "KAM704 3:18"]
    install = (
        "process: p\nunits: x\nsupplier: own\ncondition: [{on: 2026-01-01, value: 1}, {on: 2026-01-01, value: 2}]\n"
    )
    assert ruled({"accounts/nord/installs/a.yaml": install}) == ["KAM703 4:46"]


ODD: tuple[Any, ...] = (
    None,
    UNCLEAR,
    Bare("5"),
    "x",
    [],
    {},
    [UNCLEAR],
    {"a": UNCLEAR},
    "2026-01-01",
    "5 CNY",
    [{}],
    [[]],
)


def spoilt(data: Any, chance: Random) -> Any:
    """Return data of which some parts are something else, and some keys are misspelt."""
    if chance.random() < 0.06:
        return chance.choice(ODD)
    if isinstance(data, dict):
        return {(key if chance.random() > 0.03 else f"{key}x"): spoilt(value, chance) for key, value in data.items()}
    return [spoilt(one, chance) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_data_are_too_odd_to_be_looked_through(kind: str) -> None:
    chance = Random(kind)
    for _ in range(40):
        broken = {(kind, "nord/a"): spoilt(load(EXAMPLES[kind]), chance)}
        assert list(findings(Book(settings=Settings(currency="CNY"), broken=broken), DAY)) is not None


def test_ends() -> None:
    contract = {"accounts/nord/contracts/c.yaml": "kind: fram\nfrom: 2026-02-01\nuntil: 2026-01-01\n"}
    assert ruled(contract) == ["KAM408 3:8"]
