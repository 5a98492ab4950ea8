from typing import Any

import pandas as pd
import pytest
from small_books import Row, a_book, facts_of, invoice

from kamctl.methods.indicators_money import days_beyond_terms, overdue_share, pipeline

ACCOUNTS = {
    "norla": {"name": "Norla", "terms": {"payment_days": 30}},
    "sudmar": {"name": "Sudmar"},
}


def deal(*history: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Line 3", "history": list(history)}


def pipelines(**deals: dict[str, Any]) -> dict[str, float]:
    """Known pipelines; deals are named account__deal."""
    named = {name.replace("__", "/"): fields for name, fields in deals.items()}
    found = pipeline(facts_of(a_book(accounts=ACCOUNTS, opportunities=named)))["value"].dropna()
    return {str(account): float(value) for account, value in found.items()}


def test_the_pipeline_weighs_open_deals_by_their_probability() -> None:
    found = pipelines(
        norla__one=deal({"on": "2026-08-01", "stage": "design", "amount": "400 CNY", "close": "2027-08-01"}),
        norla__two=deal({"on": "2026-08-01", "stage": "commit", "amount": "100 CNY", "probability": "0.5"}),
        norla__won=deal({"on": "2026-08-01", "stage": "commit", "amount": "999 CNY"},
                        {"on": "2026-09-01", "stage": "won"}),
        norla__later=deal({"on": "2026-12-01", "stage": "commit", "amount": "999 CNY"}),
    )  # fmt: skip
    # 0.25 · 400 + 0.5 · 100; sudmar has none, and the book keeps deals
    assert found == {"norla": 150, "sudmar": 0}


def test_deals_without_amount_are_left_out_but_alone_they_leave_the_pipeline_unknown() -> None:
    unpriced = deal({"on": "2026-08-01", "stage": "nurture"})
    priced = deal({"on": "2026-08-01", "stage": "compare", "amount": "100 CNY"})
    assert pipelines(norla__one=unpriced) == {"sudmar": 0}
    assert pipelines(norla__one=unpriced, norla__two=priced) == {"norla": 50, "sudmar": 0}


def test_a_deal_without_rate_is_left_out_too() -> None:
    foreign = deal({"on": "2026-08-01", "stage": "compare", "amount": "100 EUR"})
    assert pipelines(norla__one=foreign) == {"sudmar": 0}


def test_a_book_without_deals_knows_no_pipeline() -> None:
    assert pipelines() == {}


def test_the_pipeline_is_that_of_the_day() -> None:
    priced = deal({"on": "2026-08-01", "stage": "compare", "amount": "100 CNY"})
    found = pipeline(facts_of(a_book(accounts=ACCOUNTS, opportunities={"norla/one": priced}))).table.loc["norla"]
    assert found["as_of"] == pd.Timestamp("2026-11-20")


def balance(account: str, amount: str, day: str = "2026-10-31", **more: Any) -> Row:
    return {"date": day, "account": account, "balance": amount, "currency": "CNY", **more}


SALES = [invoice("2026-10-10", "norla", "100"), invoice("2026-09-10", "norla", "60")]


def owed(compute: Any, *balances: Row, invoices: list[Row] | None = None, **kinds: Any) -> pd.Series:
    lines = SALES if invoices is None else invoices
    book = a_book(accounts=ACCOUNTS, invoices=lines, receivables=balances, **kinds)
    found: pd.Series = compute(facts_of(book)).table.loc["norla"]
    return found


def test_days_beyond_terms_are_receivable_days_less_the_days_to_pay() -> None:
    # 130 − 100 of October leaves 30 of 60 of September: 31 + ½ · 30 = 46 days, 30 are agreed
    found = owed(days_beyond_terms, balance("norla", "130"), balance("norla", "999", "2026-09-30"))
    assert (found["value"], found["as_of"]) == (16, pd.Timestamp("2026-10-31"))


def test_who_owes_nothing_is_ahead_of_the_terms_by_all_of_them() -> None:
    assert owed(days_beyond_terms, balance("norla", "0"))["value"] == -30


def test_a_balance_beyond_all_sales_counts_with_the_days_it_is_at_least() -> None:
    assert owed(days_beyond_terms, balance("norla", "500"))["value"] == 31 + 30 - 30


def test_days_are_unknown_without_terms_balance_or_sales() -> None:
    both = facts_of(a_book(accounts=ACCOUNTS, invoices=SALES, receivables=[balance("sudmar", "10")]))
    assert days_beyond_terms(both)["value"].isna().all()  # sudmar has no terms and no sales, norla no balance
    assert pd.isna(owed(days_beyond_terms, balance("norla", "10"), invoices=[])["value"])
    assert days_beyond_terms(facts_of(a_book(accounts=ACCOUNTS)))["value"].isna().all()


def test_orders_do_not_stand_in_for_invoices() -> None:
    order = {"date": "2026-10-10", "account": "norla", "order": "o", "quantity": 1, "amount": 100, "currency": "CNY"}
    found = owed(days_beyond_terms, balance("norla", "50"), invoices=[], orders=[order])
    assert pd.isna(found["value"])


def test_balances_in_two_currencies_are_added() -> None:
    rates = [{"date": "2026-10-30", "from": "EUR", "to": "CNY", "rate": "8"}]
    rows = [balance("norla", "50"), balance("norla", "10", currency="EUR")]
    assert owed(days_beyond_terms, *rows, rates=rates)["value"] == pytest.approx(31 + 30 * 30 / 60 - 30)
    assert pd.isna(owed(days_beyond_terms, *rows)["value"])  # a part without rate


def test_overdue_share_of_the_last_balance() -> None:
    rows = [balance("norla", "200", overdue="50"), balance("norla", "100", "2026-09-30", overdue="100")]
    assert owed(overdue_share, *rows)["value"] == 0.25
    assert owed(overdue_share, balance("norla", "-10"))["value"] == 0
    assert pd.isna(owed(overdue_share, balance("norla", "200"))["value"])
    assert pd.isna(owed(overdue_share)["value"])
