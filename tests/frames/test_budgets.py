from datetime import date
from decimal import Decimal

from small_books import a_book, an_exchange

from kamctl.frames.budgets import budgets
from kamctl.records.book import Book
from kamctl.records.plan import Plan

DAY = date(2026, 11, 20)


def test_budgets_are_converted_at_the_rate_of_the_day() -> None:
    rates = [{"date": "2026-11-20", "from": "EUR", "to": "CNY", "rate": "8"}]
    plans = {"norla": {"budget": "10 EUR"}, "sudmar": {"strategy": "wait"}, "tarn": {"budget": "10 USD"}}
    found_plans = {name: Plan.model_validate(fields) for name, fields in plans.items()}
    plain = a_book(rates=rates)
    book = Book(plain.settings, plans=found_plans, rates=plain.rates)
    exchange = an_exchange(book)
    found = budgets(book, exchange, DAY)
    assert found["account"].tolist() == ["norla", "tarn"]
    assert found["amount_base"].tolist() == [Decimal("80.00"), None]
    assert found["source"].iloc[0] == "accounts/norla/plan.yaml: budget"
    assert exchange.missing


def test_no_plans() -> None:
    book = a_book()
    assert budgets(book, an_exchange(book), DAY).empty
