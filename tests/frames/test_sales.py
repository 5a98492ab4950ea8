import pandas as pd
import pytest
from small_books import DAY, a_book, an_exchange, invoice

from kamctl.frames.sales import ledger, sales, told
from kamctl.records.book import Book

RATES = [{"date": "2026-03-02", "from": "EUR", "to": "CNY", "rate": "8.005"}]
ORDER = {"order": "o1", "account": "norla", "quantity": 1, "currency": "CNY"}


def table(book: Book) -> pd.DataFrame:
    return sales(book, an_exchange(book), DAY)


def test_invoice_lines_with_family_and_money_in_the_books_currency() -> None:
    lines = [invoice("2026-03-05", "norla", "10.01", currency="EUR", cost="5", product="xr-1")]
    (row,) = table(a_book(invoices=lines, rates=RATES)).to_dict("records")
    assert (row["date"], row["account"], row["family"]) == (pd.Timestamp("2026-03-05"), "norla", "x-ray")
    assert (row["amount_base"], row["cost_base"]) == (80.13, 40.03)  # 80.13005 and 40.025, rounded once
    assert row["source"] == "invoices/2026.csv:2"


def test_unknown_product_cost_and_rate() -> None:
    lines = [invoice("2026-03-05", "norla", "10", product=None), invoice("2026-03-05", "norla", "10", currency="USD"),
             invoice("2026-03-05", "norla", "10", product="nobody-knows")]  # fmt: skip
    book = a_book(invoices=lines, rates=RATES)
    exchange = an_exchange(book)
    found = sales(book, exchange, DAY)
    assert found["family"].astype(object).where(found["family"].notna(), None).tolist() == [None, "checkweigher", None]
    assert found["cost_base"].isna().all()
    assert found["amount_base"].isna().tolist() == [False, True, False]
    assert [currency for currency, _ in exchange.missing] == ["USD"]


def test_only_lines_of_the_period_are_converted() -> None:
    lines = [invoice(day, "norla", "1", currency="USD") for day in ("2024-11-20", "2026-11-21")]
    book = a_book(invoices=[*lines, invoice("2024-11-21", "norla", "1")])
    exchange = an_exchange(book)
    assert sales(book, exchange, DAY)["date"].tolist() == [pd.Timestamp("2024-11-21")]
    assert not exchange.missing


def test_orders_stand_in_for_missing_invoices() -> None:
    orders = [ORDER | {"date": "2026-03-05", "amount": 10}, ORDER | {"date": "2026-11-21", "amount": 99}]
    later = [invoice("2026-11-21", "norla", "1")]
    book = a_book(orders=orders, invoices=later)
    assert table(book)["amount_base"].tolist() == [10]
    assert table(book)["source"].tolist() == ["orders/2026.csv:2"]
    found = ledger(told(book, DAY)).iloc[0]
    assert (found["basis"], found["first"], found["last"]) == ("orders", *[pd.Timestamp("2026-03-05")] * 2)


def test_one_invoice_up_to_the_day_is_a_ledger_of_invoices() -> None:
    book = a_book(orders=[ORDER | {"date": "2026-03-05", "amount": 10}], invoices=[invoice("2020-01-01", "norla", "1")])
    assert ledger(told(book, DAY))["basis"].tolist() == ["invoices"]
    assert table(book).empty


@pytest.mark.parametrize("lines", [[], [invoice("2020-01-01", "norla", "1")]])
def test_no_lines(lines: list[dict[str, str]]) -> None:
    found = table(a_book(invoices=lines))
    assert found.empty
    assert list(found.columns) == [
        "date",
        "account",
        "site",
        "family",
        "currency",
        "amount_base",
        "cost_base",
        "source",
    ]
    assert found["date"].dtype.kind == "M"


def test_an_empty_ledger_has_no_days() -> None:
    assert ledger(told(a_book(), DAY))[["first", "last"]].isna().all(axis=None)
