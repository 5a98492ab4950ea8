from datetime import date
from decimal import Decimal
from typing import Any

from kamctl.frames.expected import COLUMNS, expected_units
from kamctl.records.account import Account
from kamctl.records.book import Book, Ledger
from kamctl.records.ledger import Order
from kamctl.records.quote import Quote
from kamctl.records.settings import Settings

D = Decimal
DAY = date(2026, 11, 20)
SETTINGS = Settings(currency="CNY")


def site(name: str, **facts: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "country": "NO"} | facts


def order(day: str, place: str | None = "bergen", units: str = "1", product: str | None = "cw-c35") -> Order:
    facts = {"date": day, "order": "1", "account": "fjordmeal-no", "quantity": units, "amount": "5", "currency": "NAD"}
    return Order.model_validate(facts | {"site": place, "product": product})


def units(sites: list[dict[str, Any]], *orders: Order) -> list[tuple[Any, ...]]:
    """Site, product, units and basis of each row."""
    accounts = {
        "fjordmeal": Account.model_validate({"name": "Fjordmeal", "kind": "group"}),
        "fjordmeal-no": Account.model_validate({"name": "Fjordmeal Norge", "parent": "fjordmeal", "sites": sites}),
    }
    ledger = Ledger(orders, tuple(f"orders/x.csv:{n}" for n in range(len(orders))))
    table = expected_units(Book(SETTINGS, accounts=accounts, orders=ledger), DAY)
    assert list(table.columns) == list(COLUMNS)
    assert set(table["group"]) <= {"fjordmeal"}
    return list(table[["site", "product", "units", "basis"]].itertuples(index=False, name=None))


def test_what_the_site_expects_wins_over_what_it_ordered() -> None:
    sites = [site("bergen", expected={"cw-c35": 4})]
    assert units(sites, order("2026-06-01", units="9")) == [("bergen", "cw-c35", D(4), "expected")]


def test_units_ordered_in_the_twelve_months_before() -> None:
    days = ["2025-11-20", "2025-11-21", "2026-11-20", "2026-11-21"]
    assert units([site("bergen")], *(order(day) for day in days)) == [("bergen", "cw-c35", D(2), "ordered")]


def test_returns_are_taken_off_but_not_below_zero() -> None:
    lines = [order("2026-06-01", units="3"), order("2026-07-01", units="-1")]
    assert units([site("bergen")], *lines) == [("bergen", "cw-c35", D(2), "ordered")]
    assert units([site("bergen")], order("2026-07-01", units="-1")) == [("bergen", "cw-c35", D(0), "ordered")]


def test_orders_without_a_site_count_for_the_only_one() -> None:
    assert units([site("bergen")], order("2026-06-01", None)) == [("bergen", "cw-c35", D(1), "ordered")]
    assert units([site("bergen"), site("oslo")], order("2026-06-01", None)) == []


def test_expected_units_of_zero_are_known() -> None:
    assert units([site("bergen", expected={"cw-c35": 0})]) == [("bergen", "cw-c35", D(0), "expected")]


def test_a_closed_site_expects_nothing() -> None:
    sites = [site("bergen", closed="2026-11-20", expected={"md-10": 3})]
    assert units(sites, order("2026-06-01")) == [
        ("bergen", "cw-c35", D(0), "closed"),
        ("bergen", "md-10", D(0), "closed"),
    ]
    assert units([site("bergen", closed="2026-11-21")], order("2026-06-01"))[0][3] == "ordered"


def test_a_closed_site_expects_nothing_of_what_was_quoted_to_its_account() -> None:
    line = {"product": "cw-c35", "quantity": 1, "list": "5 NAD"}
    places = [site("bergen", closed="2026-11-20"), site("oslo")]
    book = Book(
        SETTINGS,
        accounts={"fjordmeal-no": Account.model_validate({"name": "Fjordmeal Norge", "sites": places})},
        quotes={"fjordmeal-no/q1": Quote.model_validate({"date": "2026-03-02", "site": "bergen", "lines": [line]})},
    )
    table = expected_units(book, DAY)
    assert table[["site", "product", "units", "basis"]].to_numpy().tolist() == [["bergen", "cw-c35", D(0), "closed"]]


def test_nothing_known() -> None:
    assert units([site("bergen")]) == []
    assert units([]) == []
    assert units([site("bergen")], order("2026-06-01", product=None), order("2026-06-01", "elsewhere")) == []
