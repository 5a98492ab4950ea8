"""Invoices against balances: with VAT, rounded half up, and as far back as a balance reaches."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from small_books import DAY, Row, a_book, an_exchange, facts_of, invoice

from kamctl.frames.billed import billed
from kamctl.frames.receivables import last_balances
from kamctl.frames.sales import sales, sales_told, told
from kamctl.methods.indicators_money import days_beyond_terms

ACCOUNTS = {name: {"name": name, "terms": {"payment_days": 30}} for name in ("norla", "tarn")}


def owed(account: str, balance: str, day: str = "2026-10-31", **more: Any) -> Row:
    return {"date": day, "account": account, "balance": balance, "currency": "CNY", **more}


def lines_of(invoices: Sequence[Row], receivables: Sequence[Row], **more: Any) -> pd.DataFrame:
    book = a_book(accounts=ACCOUNTS, invoices=invoices, receivables=receivables, **more)
    exchange, ledger = an_exchange(book), told(book, DAY)
    recent = sales_told(book, exchange, ledger, 24)
    return billed(book, exchange, ledger, recent, last_balances(book, exchange, DAY), 24)


OLD, NEW = invoice("2024-10-05", "norla", "100000"), invoice("2026-10-05", "tarn", "100000")


def test_an_account_that_owes_more_than_was_invoiced_lately_has_its_older_lines_too() -> None:
    found = lines_of([OLD, NEW, invoice("2024-10-06", "tarn", "7")], [owed("norla", "50000"), owed("tarn", "50000")])
    assert found[["account", "amount"]].values.tolist() == [["tarn", 100000], ["norla", 100000]]


def test_what_was_invoiced_after_the_balance_explains_nothing_of_it() -> None:
    found = lines_of([OLD, invoice("2026-11-05", "norla", "100000")], [owed("norla", "50000")])
    assert sorted(str(day.date()) for day in found["date"]) == ["2024-10-05", "2026-11-05"]


def test_the_days_of_an_old_balance_reach_back_to_its_invoices() -> None:
    book = a_book(accounts=ACCOUNTS, invoices=[OLD, NEW], receivables=[owed("norla", "50000"), owed("tarn", "50000")])
    # Half of October 2024, and all days of the 24 months since: 15.5 + 730; of tarn half of October 2026.
    assert days_beyond_terms(facts_of(book))["value"].tolist() == [715.5, pytest.approx(15.5 - 30)]


def test_sales_are_raised_by_the_vat_of_their_currency() -> None:
    rates = [{"date": "2026-01-02", "from": "USD", "to": "CNY", "rate": "6.3"}]
    vat = {"dso": {"vat": {"CNY": "0.13"}}}
    invoices = [invoice("2026-10-05", "norla", "6000000"), invoice("2026-10-06", "norla", "10", currency="USD")]
    balances = [owed("norla", "5650000"), owed("norla", "1", currency="USD")]
    found = lines_of(invoices, balances, rates=rates, settings=vat)
    assert found["amount"].tolist() == pytest.approx([6780000, 63])


def test_orders_are_not_owed() -> None:
    order = {**invoice("2026-10-05", "norla", "9", order="o1", quantity="1")}
    book = a_book(accounts=ACCOUNTS, orders=[{key: order[key] for key in order if key != "invoice"}])
    exchange, ledger = an_exchange(book), told(book, DAY)
    recent = sales_told(book, exchange, ledger, 24)
    assert len(recent) == 1
    assert billed(book, exchange, ledger, recent, last_balances(book, exchange, DAY), 24).empty


@pytest.mark.parametrize(
    ("amount", "rate", "base"),
    [
        ("0.25", "8.5", 2.13), ("-0.25", "8.5", -2.13), ("15990", "8.2255", 131525.75), ("1.005", "1", 1.01),
        ("0.2499", "8.5", 2.12), ("9999999990.05", "0.5", 4999999995.03),
    ],
)  # fmt: skip
def test_an_exact_half_is_rounded_as_decimals_are(amount: str, rate: str, base: float) -> None:
    rates = [{"date": "2026-01-02", "from": "EUR", "to": "CNY", "rate": rate}]
    book = a_book(accounts=ACCOUNTS, invoices=[invoice("2026-10-05", "norla", amount, currency="EUR", cost=amount)],
                  rates=rates)  # fmt: skip
    found = sales(book, an_exchange(book), DAY)
    assert (found["amount_base"].tolist(), found["cost_base"].tolist()) == ([base], [base])
