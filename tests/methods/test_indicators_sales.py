from typing import Any

import pandas as pd
import pytest
from small_books import Row, a_book, facts_of, invoice

from kamctl.methods.indicators_sales import (
    active_quarters,
    family_concentration,
    gross_margin,
    gross_profit,
    revenue,
    revenue_trend,
)

# The day is 2026-11-20: twelve months are 2025-11-21 to 2026-11-20, the twelve before 2024-11-21 to 2025-11-20.
OLD = invoice("2023-01-10", "elder", "1")
NAMES = {"elder": {"name": "Elder"}, "norla": {"name": "Norla"}, "sudmar": {"name": "Sudmar"}}


def of(compute: Any, *lines: Row, **kinds: Any) -> dict[str, float]:
    """Known values by account."""
    table = compute(facts_of(a_book(accounts=NAMES, invoices=[OLD, *lines], **kinds))).table
    found: dict[str, float] = table["value"].dropna().to_dict()
    return found


def test_revenue_is_invoiced_in_the_twelve_months_up_to_the_day() -> None:
    lines = [
        invoice("2025-11-20", "norla", "1000"),  # a day too early
        invoice("2025-11-21", "norla", "200"),
        invoice("2026-11-20", "norla", "30"),
        invoice("2026-11-21", "norla", "4000"),  # not known yet
        invoice("2026-05-01", "norla", "-5"),
    ]
    assert of(revenue, *lines) == {"norla": 225, "elder": 0, "sudmar": 0}


def test_sales_are_known_as_far_as_the_ledger_goes() -> None:
    found = revenue(facts_of(a_book(accounts=NAMES, invoices=[OLD, invoice("2026-11-02", "norla", "10")])))
    assert found.table.loc["sudmar", "as_of"] == pd.Timestamp("2026-11-02")


def test_foreign_money_counts_at_the_rate_of_its_day() -> None:
    rates = [
        {"date": "2026-03-02", "from": "EUR", "to": "CNY", "rate": "8.00"},
        {"date": "2026-10-02", "from": "EUR", "to": "CNY", "rate": "7.80"},
    ]
    lines = [
        invoice("2026-03-02", "norla", "10", currency="EUR"),
        invoice("2026-11-02", "norla", "100", currency="EUR"),
    ]
    assert of(revenue, *lines, rates=rates)["norla"] == 80 + 780


def test_an_amount_without_rate_is_left_out_and_alone_it_leaves_revenue_unknown() -> None:
    lines = [
        invoice("2026-03-02", "norla", "10", currency="EUR"),
        invoice("2026-11-02", "norla", "7"),
        invoice("2026-03-02", "sudmar", "10", currency="EUR"),
    ]
    assert of(revenue, *lines) == {"norla": 7, "elder": 0}


def test_no_line_is_no_sale_only_if_the_ledger_tells_the_whole_year() -> None:
    late = [invoice("2026-02-10", "norla", "10"), invoice("2026-11-10", "norla", "10")]
    found = revenue(facts_of(a_book(accounts=NAMES, invoices=late)))["value"]
    assert found.dropna().to_dict() == {"norla": 20}  # the ledger starts in February


def test_an_account_won_after_the_ledger_started_had_no_sale_before() -> None:
    accounts = NAMES | {"sudmar": {"name": "Sudmar", "since": "2026-02-01"}}
    late = [invoice("2026-02-10", "norla", "10"), invoice("2026-11-10", "norla", "10")]
    found = revenue(facts_of(a_book(accounts=accounts, invoices=late)))["value"]
    assert found.dropna().to_dict() == {"norla": 20, "sudmar": 0}


def test_a_ledger_that_ended_long_ago_tells_nothing_of_today() -> None:
    assert of(revenue, invoice("2026-08-20", "norla", "10")) == {"norla": 10, "elder": 0, "sudmar": 0}  # 92 days
    assert of(revenue, invoice("2026-08-19", "norla", "10")) == {"norla": 10}


def test_orders_stand_in_where_there_are_no_invoices() -> None:
    order = {"account": "norla", "order": "o1", "quantity": "1", "currency": "CNY"}
    orders = [order | {"date": "2023-01-10", "amount": "1"}, order | {"date": "2026-11-10", "amount": "50"}]
    facts = facts_of(a_book(accounts=NAMES, orders=orders))
    assert facts.basis == "orders"
    assert revenue(facts)["value"].to_dict() == {"norla": 50, "elder": 0, "sudmar": 0}
    assert gross_profit(facts)["value"].isna().all()


def test_a_book_without_any_ledger_knows_no_sales() -> None:
    facts = facts_of(a_book(accounts=NAMES))
    for compute in (revenue, gross_profit, gross_margin, active_quarters, revenue_trend, family_concentration):
        assert compute(facts)["value"].isna().all()


def test_a_parent_with_sales_of_its_own_is_counted_at_itself() -> None:
    accounts = {"norla": {"name": "Norla"}, "norla-no": {"name": "Norla Norge", "parent": "norla"}}
    lines = [OLD, invoice("2026-11-10", "norla", "10"), invoice("2026-11-10", "norla-no", "7")]
    assert revenue(facts_of(a_book(accounts=accounts, invoices=lines)))["value"].to_dict() == {
        "norla": 10,
        "norla-no": 7,
    }


def test_folders_of_kind_group_are_not_scored() -> None:
    accounts = {"norla": {"name": "Norla", "kind": "group"}, "norla-no": {"name": "Norla Norge", "parent": "norla"}}
    assert list(revenue(facts_of(a_book(accounts=accounts))).accounts) == ["norla-no"]


def test_profit_and_margin() -> None:
    lines = [
        invoice("2026-03-02", "norla", "100", cost="60"),
        invoice("2026-03-02", "norla", "300", cost="200"),
        invoice("2026-03-02", "sudmar", "100", cost="130"),
        invoice("2026-11-02", "elder", "-10", cost="-6"),
    ]
    assert of(gross_profit, *lines) == {"norla": 140, "sudmar": -30, "elder": -4}
    assert of(gross_margin, *lines) == {"norla": pytest.approx(0.35), "sudmar": pytest.approx(-0.3)}


def test_profit_rests_on_lines_with_a_cost_if_they_are_at_least_four_fifths() -> None:
    lines = [
        invoice("2026-03-02", "norla", "80", cost="60"),
        invoice("2026-11-02", "norla", "20"),
        invoice("2026-03-02", "sudmar", "79", cost="60"),
        invoice("2026-11-02", "sudmar", "21"),
    ]
    assert of(gross_profit, *lines) == {"norla": 20, "elder": 0}
    assert of(gross_margin, *lines) == {"norla": 0.25}


def test_where_nobody_books_costs_even_no_sale_has_no_known_profit() -> None:
    assert of(gross_profit, invoice("2026-11-02", "norla", "80")) == {}


def test_active_quarters_are_eight_times_three_months_back_from_the_day() -> None:
    lines = [
        invoice("2026-11-20", "norla", "1"),  # 1: 2026-08-21 to 11-20
        invoice("2026-08-21", "norla", "1"),  # 1
        invoice("2026-08-20", "norla", "1"),  # 2: 2026-05-21 to 08-20
        invoice("2026-05-20", "norla", "-1"),  # a credit alone does not make a quarter active
        invoice("2024-11-21", "norla", "1"),  # 8: its first day
        invoice("2024-11-20", "norla", "1"),  # before all
    ]
    assert of(active_quarters, *lines) == {"norla": 3 / 8, "elder": 0, "sudmar": 0}


def test_quarters_before_the_ledger_starts_do_not_count() -> None:
    # the ledger starts on 2025-11-10: of the starts of quarters 2025-11-21 is the first after 2025-11-01
    lines = [invoice("2025-11-10", "norla", "1"), invoice("2026-11-10", "norla", "1")]
    found = active_quarters(facts_of(a_book(accounts=NAMES, invoices=lines)))["value"]
    assert found.to_dict() == {"norla": 1 / 4 + 1 / 4, "elder": 0, "sudmar": 0}


def test_fewer_than_four_known_quarters_say_nothing() -> None:
    lines = [invoice("2026-03-10", "norla", "1"), invoice("2026-11-10", "norla", "1")]
    assert active_quarters(facts_of(a_book(accounts=NAMES, invoices=lines)))["value"].isna().all()


def test_the_trend_compares_with_the_twelve_months_before() -> None:
    lines = [
        invoice("2025-06-01", "norla", "100"), invoice("2026-06-01", "norla", "125"),
        invoice("2025-06-01", "sudmar", "100"),
        invoice("2026-11-01", "elder", "50"),
    ]  # fmt: skip
    assert of(revenue_trend, *lines) == {"norla": 0.25, "sudmar": -1}  # elder sold nothing before


def test_there_is_no_trend_where_the_ledger_lacks_part_of_the_year_before() -> None:
    lines = [invoice("2025-03-01", "norla", "100"), invoice("2026-11-01", "norla", "125")]
    assert revenue_trend(facts_of(a_book(accounts=NAMES, invoices=lines)))["value"].isna().all()


def test_concentration_is_the_sum_of_squared_shares_of_families() -> None:
    lines = [
        invoice("2026-06-01", "norla", "30"), invoice("2026-06-01", "norla", "50", product="xr-1"),
        invoice("2026-06-01", "norla", "20", product="sp-1"),
        invoice("2026-06-01", "sudmar", "70"), invoice("2026-06-01", "sudmar", "10"),
        invoice("2026-11-01", "elder", "70"), invoice("2026-11-01", "elder", "20", product=None),
    ]  # fmt: skip
    # norla 0.3² + 0.5² + 0.2²; elder knows the family of 70 of 90 only
    assert of(family_concentration, *lines) == {"norla": pytest.approx(0.38), "sudmar": 1}


def test_a_family_with_more_credits_than_sales_counts_as_none() -> None:
    lines = [invoice("2026-11-01", "norla", "30"), invoice("2026-11-01", "norla", "-5", product="xr-1")]
    assert of(family_concentration, *lines) == {"norla": 1}
