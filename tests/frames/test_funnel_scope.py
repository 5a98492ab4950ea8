from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kamctl.frames.funnel import Folds, Scope, deals, narrowed, off_funnel_lines, owner_on, targets_of
from kamctl.periods import parse_quarter
from kamctl.records.account import Account
from kamctl.records.book import Book, Ledger
from kamctl.records.ledger import Order, Rate
from kamctl.records.opportunity import Opportunity
from kamctl.records.person import Person
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings
from kamctl.records.target import Targets

DAY = date(2026, 11, 20)
SETTINGS = Settings.model_validate(
    {
        "currency": "CNY",
        "regions": {
            "asia": {"name": "Asia", "countries": ["CN"]},
            "nordics": {"name": "Nordics", "countries": ["NO", "SE"]},
        },
    }
)
OSLO, SUZHOU = ({"id": "oslo", "name": "Oslo", "country": "NO"}, {"id": "suzhou", "name": "Suzhou", "country": "CN"})
ACCOUNTS = {
    "group": {"name": "Group", "kind": "group"},
    "north": {"name": "North", "parent": "group", "owner": "ada", "sites": [OSLO]},
    "east": {
        "name": "East", "parent": "group", "sites": [OSLO, SUZHOU],
        "owner": [{"on": "2026-01-01", "value": "ada"}, {"on": "2026-11-01", "value": "lin"}],
    },
    "other": {"name": "Other"},
}  # fmt: skip
DEALS: dict[str, dict[str, Any]] = {
    "north/a": {"history": [{"on": "2026-09-01", "owner": "lin"}]},
    "east/b": {"site": "suzhou", "history": [{"on": "2026-09-01"}]},
    "other/c": {"history": [{"on": "2026-09-01", "owner": "ada"}, {"on": "2026-12-01", "owner": "lin"}]},
}
LINES = (("north", None, None), ("east", "suzhou", None), ("east", None, None), ("other", None, "c"))


def book() -> Book:
    lines = [
        {
            "date": "2026-11-02", "order": str(number), "account": account, "site": site, "quantity": 1, "amount": 5,
            "currency": "CNY", "opportunity": deal,
        }
        for number, (account, site, deal) in enumerate(LINES)
    ]  # fmt: skip
    return Book(
        SETTINGS,
        team={"ada": Person(name="Ada", region="nordics"), "lin": Person(name="Lin", region="asia")},
        accounts={name: Account.model_validate(account) for name, account in ACCOUNTS.items()},
        opportunities={name: Opportunity.model_validate({"name": name, **deal}) for name, deal in DEALS.items()},
        orders=Ledger(tuple(Order.model_validate(line) for line in lines), ("x:2", "x:3", "x:4", "x:5")),
    )


@pytest.mark.parametrize(
    ("scope", "kept", "sold"),
    [
        (Scope(), ["north/a", "east/b", "other/c"], ["0", "1", "2"]),
        (Scope(account="group"), ["north/a", "east/b"], ["0", "1", "2"]),
        (Scope(account="east"), ["east/b"], ["1", "2"]),
        (Scope(owner="lin"), ["north/a", "east/b"], ["1", "2"]),
        (Scope(owner="ada"), ["other/c"], ["0"]),
        (Scope(region="asia"), ["east/b"], ["1"]),
        (Scope(region="nordics"), ["north/a"], ["0"]),
        (Scope(owner="lin", region="nordics"), ["north/a"], []),
    ],
)
def test_the_part_of_the_book_that_is_asked_about(scope: Scope, kept: list[str], sold: list[str]) -> None:
    found = narrowed(book(), scope, DAY)
    assert list(found.opportunities) == kept
    assert [line.order for _, line in found.orders] == sold
    assert [source for source, _ in found.orders] == [f"x:{int(order) + 2}" for order in sold]


def test_whose_it_is_depends_on_the_day() -> None:
    assert list(narrowed(book(), Scope(owner="ada"), date(2026, 10, 15)).opportunities) == ["east/b", "other/c"]
    history = book().opportunities["other/c"].history
    assert [owner_on(history, day) for day in (date(2026, 8, 31), DAY, date(2026, 12, 1))] == [None, "ada", "lin"]


def test_what_names_no_site_lies_in_the_region_of_all_sites() -> None:
    lund = {"id": "lund", "name": "Lund", "country": "SE"}
    known = replace(book(), accounts={"north": Account.model_validate({"name": "North", "sites": [OSLO, lund]})})
    found = narrowed(known, Scope(region="nordics"), DAY)
    assert list(found.opportunities) == ["north/a"]
    assert [line.order for _, line in found.orders] == ["0"]


def test_only_off_funnel_lines_of_the_days_are_read() -> None:
    wanted = off_funnel_lines(date(2026, 11, 2), date(2026, 11, 30))
    assert [line.order for _, line in book().orders if wanted(line)] == ["0", "1", "2"]
    assert not any(off_funnel_lines(date(2026, 11, 3), DAY)(line) for _, line in book().orders)


def test_each_day_is_folded_once() -> None:
    folds = Folds(book())
    assert folds.on(DAY) is folds.on(DAY)
    assert folds.on(date(2026, 8, 31)) == {}


def test_deals_at_both_ends_and_at_the_old_rate() -> None:
    rates = [("2026-11-13", "8"), ("2026-11-20", "7")]
    exchange = Exchange(
        Rates(Rate.model_validate({"date": day, "from": "EUR", "to": "CNY", "rate": rate}) for day, rate in rates),
        "CNY",
    )
    history = [
        {"on": "2026-09-01", "stage": "design", "amount": "10 EUR", "close": "2026-12-01"},
        {"on": "2026-11-17", "amount": "20 EUR"},
    ]
    one = Opportunity.model_validate({"name": "x", "history": history})
    found = deals(
        Folds(Book(SETTINGS, opportunities={"a/x": one})), exchange, parse_quarter("2026-Q4"), date(2026, 11, 15), DAY
    )
    assert (found.before["amount_base"].tolist(), found.after["amount_base"].tolist()) == ([80], [140])
    assert found.at_old_rate == {"a/x": 160}


TARGETS = {
    "total": "100 CNY", "owners": {"ada": "60 CNY", "lin": "30 CNY"}, "accounts": {"north": "7 CNY", "other": "9 CNY"},
    "overrides": [{"quarter": "2026-Q4", "owner": "ada", "account": "north", "target": "3 CNY"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "amounts"),
    [
        (Scope(), [100]),
        (Scope(owner="ada"), [60]),
        (Scope(account="group"), [7]),
        (Scope(owner="ada", account="north"), [3]),
        (Scope(owner="lin", account="north"), []),
        (Scope(region="asia"), [30]),
        (Scope(region="asia", owner="lin"), []),
        (Scope(region="asia", account="north"), []),
    ],
)
def test_the_targets_that_a_scope_needs(scope: Scope, amounts: list[int]) -> None:
    values: dict[str, Any] = {"2026": Targets.model_validate(TARGETS)}
    known = Book(SETTINGS, team=book().team, accounts=book().accounts, targets=values)
    found = targets_of(known, Exchange(Rates([]), "CNY"), scope, "2026", DAY)
    assert found.frame["amount_base"].tolist() == [Decimal(amount) for amount in amounts]
