from datetime import date

import pandas as pd
import pytest
from deals import D, orders

from kamctl.methods.funnel_orders import Expectation, expected, sold, sold_before, unlinked, window
from kamctl.periods import parse_day, parse_quarter

Q4 = parse_quarter("2026-Q4")


def test_sold_counts_the_days_of_the_quarter_up_to_the_day() -> None:
    lines = orders(("2026-09-30", 1), ("2026-10-01", 2), ("2026-11-20", 4), ("2026-11-21", 8))
    assert sold(lines, Q4.first, date(2026, 11, 20)) == 6


def test_before_the_quarter_nothing_is_sold_in_it() -> None:
    assert sold(orders(("2026-09-30", 1)), Q4.first, date(2026, 9, 27)) == 0


def test_orders_of_deals_and_lines_without_a_rate_add_nothing() -> None:
    lines = orders(("2026-10-01", 2), ("2026-10-02", 4))
    assert sold(lines.assign(opportunity=pd.Series(["a/d1", None], dtype=object)), Q4.first, Q4.last) == 4
    assert sold(lines.assign(amount_base=pd.Series([None, D(4)], dtype=object)), Q4.first, Q4.last) == 4


def test_a_credit_is_taken_off() -> None:
    assert sold(orders(("2026-10-01", 20), ("2026-10-02", -5)), Q4.first, Q4.last) == 15


def test_no_orders() -> None:
    assert sold(orders(), Q4.first, Q4.last) == 0
    assert sold_before(orders(), Q4) == 0
    assert unlinked(orders(), Q4, Q4.last, D(1)).empty


def test_the_estimate_rests_on_the_52_weeks_before_the_quarter() -> None:
    assert (window(Q4).first, window(Q4).last) == (date(2025, 10, 2), date(2026, 9, 30))
    lines = orders(("2025-10-01", 1000), ("2025-10-02", 26), ("2026-09-30", 26), ("2026-10-01", 1000))
    assert sold_before(lines, Q4) == 52


@pytest.mark.parametrize(
    ("day", "so_far", "left"),
    [
        ("2026-09-27", 0, 50),
        ("2026-11-20", 20, 30),
        ("2026-11-20", 60, 0),
        ("2026-12-30", 20, 30),
        ("2026-12-31", 0, 0),
    ],
)
def test_an_amount_set_for_the_quarter_less_what_was_sold(day: str, so_far: int, left: int) -> None:
    assert expected(Expectation(amount=D(50)), Q4, parse_day(day), D(so_far), 2) == left


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2026-09-27", "43.33"),  # 13 Sundays · 173.333 ÷ 52
        ("2026-11-20", "20.00"),  # Friday: 11-22 … 12-27, 6 Sundays
        ("2026-11-22", "16.67"),  # Sunday: 5 are left
        ("2026-12-27", "0.00"),
    ],
)
def test_an_estimate_by_the_weeks_left(day: str, left: str) -> None:
    assert expected(Expectation(year=D(520) / 3), Q4, parse_day(day), D(999), 2) == D(left)


def test_an_estimate_is_rounded_once_and_half_up() -> None:
    # 107,066 · 13 ÷ 52 = 26,766.5 yen; 107,066 ÷ 52 = 2,058.961… cut off, times 13, would fall below the half
    assert expected(Expectation(year=D(107066)), Q4, parse_day("2026-09-27"), D(0), 0) == 26767


def test_credits_alone_make_no_negative_estimate() -> None:
    assert expected(Expectation(year=D(-1)), Q4, parse_day("2026-11-20"), D(0), 2) == 0


def test_nothing_is_expected_by_default() -> None:
    assert expected(Expectation(), Q4, parse_day("2026-11-20"), D(0), 2) == 0


def test_an_order_is_flagged_when_its_lines_together_reach_the_threshold() -> None:
    lines = orders(
        ("2026-10-20", 60, "N2"), ("2026-10-05", 50, "N1"), ("2026-10-06", 50, "N1"), ("2026-10-07", 99, "N3"),
        ("2026-09-30", 500, "N4"), ("2026-11-21", 500, "N5"), ("2026-10-21", 45, "N2"),
    )  # fmt: skip
    found = unlinked(lines, Q4, date(2026, 11, 20), D(100))
    assert found.to_dict("records") == [
        {"order": "N1", "account": "a", "date": pd.Timestamp("2026-10-05"), "amount": 100},
        {"order": "N2", "account": "a", "date": pd.Timestamp("2026-10-20"), "amount": 105},
    ]


def test_two_accounts_may_use_the_same_order_number() -> None:
    lines = orders(("2026-10-05", 60, "4500"), ("2026-10-06", 60, "4500"), ("2026-10-07", 60, "4500"))
    found = unlinked(lines.assign(account=["b", "a", "b"]), Q4, date(2026, 11, 20), D(100))
    assert found[["order", "account", "amount"]].to_numpy().tolist() == [["4500", "b", 120]]


def test_without_a_threshold_nothing_is_flagged() -> None:
    assert unlinked(orders(("2026-10-20", 10**9)), Q4, Q4.last, None).empty
