from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.dso import ALL, by_account, last_of, measures, pooled, steps, trend

UNKNOWN = float("nan")
# April 2012 has 30 days, March 31, February 29
SALES: list[tuple[str, str, float]] = [
    ("norla", "2012-04-10", 6), ("norla", "2012-03-10", 5), ("norla", "2012-02-10", 8), ("norla", "2012-01-10", 6),
]  # fmt: skip


def sold(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["account", "date", "amount"])
    return table.assign(date=pd.to_datetime(table["date"]), amount=table["amount"].astype("float64"))


def owed(*rows: tuple[str, float, float], day: str = "2012-04-30") -> pd.DataFrame:
    """Return balances: account, balance, overdue."""
    table = pd.DataFrame(list(rows), columns=["account", "balance", "overdue"])
    table["date"] = pd.to_datetime([day] * len(rows))
    return table.astype({"balance": "float64", "overdue": "float64"})


def one(*rows: tuple[str, float, float], sales: list[tuple[str, str, float]] = SALES) -> dict[str, Any]:
    return {str(key): value for key, value in measures(owed(*rows), sold(sales)).iloc[0].items()}


def test_late_payment_is_what_exceeds_the_best_possible() -> None:
    # 15 owed: 30 + 31 + 4/8 · 29 = 75.5; 11 of it on time: 30 + 31 days
    found = one(("norla", 15, 4))
    assert (found["dso"], found["best_possible"], found["delinquent"]) == (75.5, 61, 14.5)
    assert not found["exhausted"]


def test_nothing_overdue_is_no_delinquent_day() -> None:
    found = one(("norla", 15, 0))
    assert (found["best_possible"], found["delinquent"]) == (75.5, 0)


def test_an_unknown_overdue_part_leaves_best_and_delinquent_unknown() -> None:
    found = one(("norla", 15, UNKNOWN))
    assert found["dso"] == 75.5
    assert np.isnan(found["best_possible"])
    assert np.isnan(found["delinquent"])


def test_a_balance_beyond_all_sales_is_at_least_so_many_days_late() -> None:
    # all sales are 25 and their months 30 + 31 + 29 + 31 days; 6 of 26 are on time
    found = one(("norla", 26, 20))
    assert (found["dso"], found["exhausted"], found["best_possible"], found["delinquent"]) == (121, True, 30, 91)
    beyond = one(("norla", 30, 4))
    assert beyond["exhausted"]
    assert np.isnan(beyond["best_possible"])
    assert np.isnan(beyond["delinquent"])


def test_without_sales_days_are_unknown_and_without_balance_0() -> None:
    assert np.isnan(one(("norla", 5, 1), sales=[])["dso"])
    assert one(("norla", 0, 0), sales=[])["dso"] == 0


def test_an_unknown_balance_is_not_exhausted() -> None:
    found = one(("norla", UNKNOWN, UNKNOWN))
    assert np.isnan(found["dso"])
    assert not found["exhausted"]


def test_credits_beyond_what_is_owed_are_no_days() -> None:
    found = one(("norla", -5, 0))
    assert (found["dso"], found["best_possible"], found["delinquent"]) == (0, 0, 0)


def test_all_together_are_counted_as_one() -> None:
    sales = [*SALES, ("sudmar", "2012-04-20", 4.0), ("other", "2012-04-20", 99.0)]
    found = pooled(owed(("norla", 6, 0), ("sudmar", 9, 1)), sold(sales))
    # 15 owed, 10 sold in April, 5 in March: both months whole; 14 on time: 30 + 4/5 · 31
    assert found.index.tolist() == [ALL]
    assert found["dso"].tolist() == [61]
    assert found["best_possible"].tolist() == [pytest.approx(30 + 4 / 5 * 31)]


def test_an_unknown_balance_is_left_out_with_its_sales() -> None:
    sales = [*SALES, ("sudmar", "2012-04-20", 4.0)]
    found = pooled(owed(("norla", 6, 0), ("sudmar", UNKNOWN, 0)), sold(sales))
    assert found["dso"].tolist() == [30]
    assert np.isnan(pooled(owed(("norla", 6, 0), ("sudmar", 4, UNKNOWN)), sold(sales))["best_possible"].iloc[0])


def test_nobody_owes() -> None:
    assert pooled(owed(), sold(SALES)).empty
    assert measures(owed(), sold([])).empty
    assert trend(owed(), sold(SALES), []).empty


def test_the_trend_takes_each_day_by_itself() -> None:
    rows = pd.concat([owed(("norla", 15, 4)), owed(("norla", 5, 5), ("sudmar", 0, 0), day="2012-03-31")])
    found = trend(rows, sold(SALES), [date(2012, 2, 29), date(2012, 3, 31), date(2012, 4, 30)])
    assert found["dso"].tolist() == [31, 75.5]
    assert found["best_possible"].tolist() == [0, 61]
    assert found["accounts"].tolist() == [2, 1]


def test_lines_in_several_currencies_are_one_balance() -> None:
    lines = pd.DataFrame(
        [("norla", "2012-04-30", 5, 1, "r:2"), ("norla", "2012-04-30", 2, 0, "r:3"),
         ("norla", "2012-03-31", 1, 0, "r:1"), ("sudmar", "2012-04-30", None, 1, "r:4")],
        columns=["account", "date", "balance_base", "overdue_base", "source"],
    )  # fmt: skip
    found = by_account(lines.assign(date=pd.to_datetime(lines["date"])))
    assert found["balance"].tolist()[:2] == [1, 7]
    assert np.isnan(found["balance"].iloc[2])
    assert last_of(found)["date"].dt.month.tolist() == [4, 4]
    assert last_of(found)["source"].tolist() == ["r:2", "r:4"]


def test_the_steps_of_the_seed() -> None:
    found = steps(15, date(2012, 4, 30), sold(SALES))
    assert found["days"].tolist() == [30, 31, 14.5]
    assert found["used"].tolist() == [6, 5, 4]
    assert found["month"].dt.month.tolist() == [4, 3, 2]


def test_a_month_of_credits_adds_to_what_must_be_explained() -> None:
    found = steps(8, date(2012, 4, 30), sold([("n", "2012-04-02", 6), ("n", "2012-03-02", -1), ("n", "2012-02-02", 6)]))
    assert found["used"].tolist() == [6, -1, 3]
    assert found["days"].tolist() == [30, 31, 14.5]


def test_no_steps_without_balance_or_sales() -> None:
    assert steps(0, date(2012, 4, 30), sold(SALES)).empty
    assert steps(UNKNOWN, date(2012, 4, 30), sold(SALES)).empty
    assert steps(5, date(2012, 4, 30), sold([])).empty


amounts = st.lists(st.integers(-20, 200), min_size=1, max_size=8)


@given(amounts, st.integers(1, 1000), st.integers(1, 30))
def test_steps_add_up_to_the_days(sales: list[int], balance: int, day: int) -> None:
    at = date(2012, 12, day)
    rows = [("norla", f"2012-{12 - number:02d}-01", float(amount)) for number, amount in enumerate(sales)]
    found = measures(owed(("norla", balance, 0), day=at.isoformat()), sold(rows)).iloc[0]
    counted = steps(balance, at, sold(rows))
    if np.isnan(found["dso"]):
        assert counted.empty
    else:
        assert counted["days"].sum() == pytest.approx(found["dso"])
        assert found["exhausted"] or counted["used"].sum() == pytest.approx(balance)
