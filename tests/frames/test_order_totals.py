from typing import Any

import pandas as pd
import pytest
from small_books import DAY, Row, a_book, an_exchange, invoice

from kamctl.frames.order_totals import order_totals
from kamctl.frames.unit_costs import unit_costs


def totals(*lines: Row, **kinds: Any) -> pd.DataFrame:
    book = a_book(invoices=lines, **kinds)
    return order_totals(book, an_exchange(book), DAY)


def test_the_lines_of_an_order_are_one_whole() -> None:
    found = totals(
        invoice("2026-03-02", "norla", "10", order="po-1"),
        invoice("2026-04-02", "norla", "5", order="po-1", invoice="other"),
        invoice("2026-03-02", "sudmar", "7", order="po-1"),
        invoice("2025-11-20", "norla", "99", order="po-1"),  # more than a year ago
        invoice("2026-11-21", "norla", "99", order="po-1"),  # to come
    )
    assert found[["account", "order", "amount", "lines"]].to_numpy().tolist() == [
        ["norla", "po-1", 15, 2], ["sudmar", "po-1", 7, 1],
    ]  # fmt: skip
    assert (found["date"][0], found["source"][0]) == (pd.Timestamp("2026-04-02"), "invoices/2026.csv:2")


def test_without_an_order_the_invoice_stands_for_it() -> None:
    assert totals(invoice("2026-03-02", "norla", "10"))["order"].tolist() == ["r-2026-03-02"]


def test_a_line_without_a_rate_leaves_the_order_unknown() -> None:
    lines = [invoice("2026-03-02", "norla", "10", order="po-1"),
             invoice("2026-03-03", "norla", "1", order="po-1", currency="USD")]  # fmt: skip
    assert totals(*lines)["amount"].isna().all()


def test_orders_of_a_book_without_invoices() -> None:
    line = {"date": "2026-03-02", "order": "o-1", "account": "norla", "quantity": 1, "amount": 3, "currency": "CNY"}
    book = a_book(orders=[line, line])
    found = order_totals(book, an_exchange(book), DAY)
    assert found[["order", "amount"]].to_numpy().tolist() == [["o-1", 6]]
    assert totals().empty


def test_what_units_cost() -> None:
    lines = [
        invoice("2026-03-02", "norla", "10", quantity=2, cost="6"),
        invoice("2026-03-02", "norla", "10", quantity=2),  # cost unknown
        invoice("2026-03-02", "norla", "10", cost="6"),  # units unknown
        invoice("2026-03-02", "norla", "-5", quantity=-1, cost="-3"),  # a return
        invoice("2026-03-02", "norla", "5", quantity=1, cost="3", product=None),
        invoice("2026-03-02", "norla", "5", quantity=1, cost="3", currency="USD"),
        invoice("2025-11-20", "norla", "5", quantity=1, cost="3"),
    ]
    book = a_book(invoices=lines)
    assert unit_costs(book, an_exchange(book), DAY).to_numpy().tolist() == [["norla", "cw-1", 2.0, 6.0]]
    assert unit_costs(a_book(), an_exchange(book), DAY)["cost"].dtype == "float64"


@pytest.mark.parametrize("places", [2])
def test_money_is_rounded_line_by_line(places: int) -> None:
    rates = [{"date": "2026-03-02", "from": "EUR", "to": "CNY", "rate": "7.777"}]
    lines = [invoice("2026-03-02", "norla", "0.15", order="po-1", currency="EUR")] * 2
    assert totals(*lines, rates=rates)["amount"].tolist() == [pytest.approx(2 * 1.17, abs=10**-places / 2)]
