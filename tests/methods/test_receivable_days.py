import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.receivable_days import count_back, receivable_days

Rows = list[tuple[str, str, float]]


def days_of(balance: float, sales: list[float], days: list[float]) -> tuple[float, bool]:
    found, exhausted = count_back(np.array([balance]), np.array([sales], dtype=float), np.array([days], dtype=float))
    return float(found[0]), bool(exhausted[0])


def of_accounts(balances: Rows, sales: Rows) -> pd.DataFrame:
    def table(rows: Rows, amount: str) -> pd.DataFrame:
        found = pd.DataFrame(rows, columns=["account", "date", amount])
        return found.assign(date=pd.to_datetime(found["date"]), **{amount: found[amount].astype("float64")})

    return receivable_days(table(balances, "balance"), table(sales, "amount"))


def test_the_example_of_the_seed() -> None:
    # April 6 and March 5 leave 4 of 15; February 2012 has 29 days: 30 + 31 + 4/8 · 29
    assert days_of(15, [6, 5, 8, 6], [30, 31, 29, 31]) == (75.5, False)


def test_the_published_example_with_months_of_30_days() -> None:
    # 212 − 100 − 80 = 32; 30 + 30 + 32/70 · 30
    found, exhausted = days_of(212_000, [100_000, 80_000, 70_000], [30, 30, 30])
    assert found == pytest.approx(73.714285714)
    assert not exhausted


def test_a_balance_equal_to_a_month_counts_the_month_whole() -> None:
    assert days_of(6, [6, 5], [30, 31]) == (30, False)


def test_a_balance_beyond_all_known_sales_is_more_than_their_days() -> None:
    assert days_of(20, [6, 5], [30, 31]) == (61, True)


def test_months_before_the_first_known_sale_explain_nothing() -> None:
    assert days_of(20, [6, 5, 0, 0], [30, 31, 30, 31]) == (61, True)


def test_a_month_without_sales_in_between_counts_whole() -> None:
    assert days_of(8, [6, 0, 4], [30, 31, 30]) == (30 + 31 + 15, False)


def test_a_month_of_credits_adds_to_what_must_be_explained() -> None:
    # 8 − 6 = 2, + 1 credit = 3 of 6 in the third month
    assert days_of(8, [6, -1, 6], [30, 31, 30]) == (30 + 31 + 15, False)


@pytest.mark.parametrize("balance", [0, -5])
def test_nothing_owed_is_no_days(balance: float) -> None:
    assert days_of(balance, [6, 5], [30, 31]) == (0, False)


def test_nobody_and_no_months() -> None:
    found, exhausted = count_back(np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3)))
    assert (len(found), len(exhausted)) == (0, 0)
    assert days_of(5, [], []) == (0, True)


def test_sales_are_put_into_calendar_months() -> None:
    april_to_january = [
        ("norla", "2012-04-02", 2), ("norla", "2012-04-30", 4), ("norla", "2012-03-15", 5), ("norla", "2012-02-29", 8),
        ("norla", "2012-01-01", 6), ("norla", "2012-05-01", 99), ("other", "2012-04-01", 99),
    ]  # fmt: skip
    found = of_accounts([("norla", "2012-04-30", 15)], [(a, d, float(x)) for a, d, x in april_to_january])
    assert found.loc["norla"].to_dict() == {"dso": 75.5, "exhausted": False}


def test_the_month_of_the_balance_ends_on_its_day() -> None:
    # up to 20 April 3 were sold in 20 days; the rest of 1 is a fifth of March
    sales = [("norla", "2012-04-10", 3.0), ("norla", "2012-04-21", 3.0), ("norla", "2012-03-15", 5.0)]
    assert of_accounts([("norla", "2012-04-20", 4)], sales)["dso"].tolist() == [pytest.approx(20 + 31 / 5)]


def test_without_any_known_sale_the_days_are_unknown_unless_nothing_is_owed() -> None:
    found = of_accounts([("norla", "2026-10-31", 4), ("sudmar", "2026-10-31", 0)], [("norla", "2026-11-02", 4)])
    assert found["dso"].dropna().to_dict() == {"sudmar": 0}


def test_an_unknown_balance_has_unknown_days() -> None:
    assert pd.isna(of_accounts([("norla", "2026-10-31", float("nan"))], [("norla", "2026-10-02", 4)])["dso"]).all()


def test_no_balances() -> None:
    assert of_accounts([], [("norla", "2026-10-02", 4)]).empty


@given(st.lists(st.floats(1, 1000), min_size=1, max_size=12), st.floats(0, 1))
def test_a_share_of_all_sales_needs_at_most_all_days(sales: list[float], part: float) -> None:
    months = [30.0] * len(sales)
    found, exhausted = days_of(sum(sales) * part, sales, months)
    assert 0 <= found <= sum(months) + 1e-9
    assert not exhausted or part == pytest.approx(1)
