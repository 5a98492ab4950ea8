from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.price_audit import PLACE, Limits, price_audit, set_aside

D = Decimal
LIMITS = Limits()
PLAIN: dict[str, Any] = {
    "group": "fjordmeal", "product": "cw-c35", "options": (), "pocket_base": D(100), "quote": "fjordmeal-no/q1",
    "line": 1, "account": "fjordmeal-no", "site": "bergen", "country": "NO", "seller": "nordic", "owner": "ane",
    "date": "2026-03-02",
}  # fmt: skip


def frame(*lines: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame([PLAIN | line for line in lines], columns=list(PLAIN), dtype=object)
    return table.assign(date=pd.to_datetime(table["date"]))


def audit(*lines: dict[str, Any], limits: Limits = LIMITS, places: int = 2) -> list[dict[Any, Any]]:
    return price_audit(frame(*lines), limits, places).to_dict("records")


def prices(*values: object) -> list[dict[str, Any]]:
    return [{"pocket_base": None if v is None else D(str(v)), "quote": f"a/q{i}"} for i, v in enumerate(values)]


NORWAY = {"pocket_base": D("193920.00")}
CHINA = {
    "pocket_base": D("160000.00"), "quote": "fjordmeal-cn/q7", "line": 2, "account": "fjordmeal-cn", "site": "suzhou",
    "country": "CN", "seller": "china", "owner": "lin", "date": "2026-05-11",
}  # fmt: skip


def test_worked_example() -> None:
    (row,) = audit(NORWAY, CHINA)
    assert row["gap"] == D("0.212")
    assert (row["quotes"], row["lowest"], row["highest"]) == (2, D(160000), D(193920))
    assert row["median"] == D("176960.00")  # (160,000 + 193,920) ÷ 2
    assert row["severity"] == "critical"
    # deviations ±16,960: √(2 · 16,960²) = 23,985.06; ÷ 176,960 = 0.135539
    assert round(row["spread"], 6) == D("0.135539")
    assert row["lowest_at"] == {
        "quote": "fjordmeal-cn/q7", "line": 2, "account": "fjordmeal-cn", "site": "suzhou", "country": "CN",
        "seller": "china", "owner": "lin", "date": pd.Timestamp("2026-05-11"),
    }  # fmt: skip
    assert row["highest_at"]["country"] == "NO"


@pytest.mark.parametrize(
    ("highest", "severity"),
    [
        ("104.99", None),
        ("105", "notice"),
        ("111.99", "notice"),
        ("112", "warn"),
        ("119.99", "warn"),
        ("120", "critical"),
        ("900", "critical"),
    ],
)
def test_a_limit_that_is_reached_counts(highest: str, severity: str | None) -> None:
    assert audit(*prices(100, highest))[0]["severity"] == severity


def test_the_limits_are_the_settings() -> None:
    limits = Limits(D("0.01"), D("0.02"), D("0.5"))
    assert audit(*prices(100, 104), limits=limits)[0]["severity"] == "warn"


def test_spread_of_three() -> None:
    # mean 110, deviations −10, 0, 10: √(200 ÷ 2) = 10; 10 ÷ 110 = 0.090909
    (row,) = audit(*prices(100, 120, 110))
    assert (row["median"], round(row["spread"], 6)) == (D(110), D("0.090909"))


def test_one_quote_has_no_gap() -> None:
    (row,) = audit({})
    assert (row["quotes"], row["gap"], row["spread"], row["severity"]) == (1, None, None, None)
    assert row["lowest"] == row["median"] == row["highest"] == D(100)
    assert row["lowest_at"] == row["highest_at"]


def test_equal_prices() -> None:
    (row,) = audit(*prices(100, 100, 100))
    assert (row["gap"], row["spread"], row["severity"]) == (0, 0, None)


@pytest.mark.parametrize(("lowest", "spread"), [("0", True), ("-5", True), ("-100", False)])
def test_no_gap_over_a_lowest_that_is_not_above_zero(lowest: str, spread: bool) -> None:
    (row,) = audit(*prices(lowest, 100))
    assert (row["gap"], row["severity"], row["lowest"]) == (None, None, D(lowest))
    assert (row["spread"] is not None) == spread  # the mean of −100 and 100 is 0


def test_lines_without_a_comparable_price_are_not_compared() -> None:
    (row,) = audit(*prices(100, None, 110))
    assert row["quotes"] == 2
    assert audit(*prices(None, None)) == []
    assert audit() == []
    assert list(price_audit(frame(), LIMITS, 2).columns)[:3] == ["group", "product", "options"]


def test_like_is_compared_with_like_only() -> None:
    lines: list[dict[str, Any]] = [
        {},
        {"group": "other"},
        {"product": "md-10"},
        {"options": ("ip69k",)},
        {"options": ("ip69k", "printer")},
    ]
    rows = audit(*lines, {"options": ("ip69k",), "quote": "b/q"})
    assert [(row["group"], row["product"], row["options"], row["quotes"]) for row in rows] == [
        ("fjordmeal", "cw-c35", (), 1),
        ("fjordmeal", "cw-c35", ("ip69k",), 2),
        ("fjordmeal", "cw-c35", ("ip69k", "printer"), 1),
        ("fjordmeal", "md-10", (), 1),
        ("other", "cw-c35", (), 1),
    ]


def test_of_equal_extremes_the_latest_stands_then_the_first_by_quote_and_line() -> None:
    old = {"date": "2026-01-01", "quote": "a/a"}
    late = [{"date": "2026-02-01", "quote": q, "line": n} for q, n in (("a/c", 1), ("a/b", 2), ("a/b", 1))]
    (row,) = audit(old, *late)
    assert (row["lowest_at"]["quote"], row["lowest_at"]["line"]) == ("a/b", 1)


def test_the_median_is_rounded_once() -> None:
    assert audit(*prices("100.01", "100.02"))[0]["median"] == D("100.02")  # 100.015
    assert audit(*prices(101, 104), places=0)[0]["median"] == D(103)  # 102.5


@pytest.mark.parametrize(
    ("status", "day", "why"),
    [
        ("sent", "2025-11-20", "earlier"),
        ("sent", "2025-11-21", None),
        ("accepted", "2026-11-20", None),
        ("rejected", "2026-06-01", None),
        ("sent", "2026-11-21", "later"),
        ("draft", "2026-06-01", "draft"),
        ("expired", "2026-06-01", "expired"),
        ("superseded", "2026-06-01", "superseded"),
        ("draft", "2026-11-21", "later"),
    ],
)
def test_which_lines_are_set_aside(status: str, day: str, why: str | None) -> None:
    lines = pd.DataFrame({"status": [status], "date": pd.to_datetime([day])})
    assert list(set_aside(lines, date(2025, 11, 21), date(2026, 11, 20))) == [why]


def test_set_aside_of_nothing() -> None:
    lines = pd.DataFrame({"status": [], "date": pd.to_datetime([])})
    assert list(set_aside(lines, date(2025, 11, 21), date(2026, 11, 20))) == []


money = st.decimals(D("0.01"), D(10**7), places=2)
some_lines = st.lists(
    st.fixed_dictionaries(
        {
            "pocket_base": st.none() | money,
            "group": st.sampled_from(["a", "b"]),
            "options": st.sampled_from([(), ("x",)]),
            "quote": st.sampled_from(["a/1", "a/2", "a/3"]),
            "line": st.integers(1, 3),
            "date": st.sampled_from(["2026-01-01", "2026-02-01"]),
        }
    ),
    max_size=9,
    unique_by=lambda line: (line["quote"], line["line"]),
)


@given(some_lines)
def test_lowest_median_highest_are_in_order_and_all_lines_counted(lines: list[dict[str, Any]]) -> None:
    rows = audit(*lines)
    assert sum(row["quotes"] for row in rows) == sum(line["pocket_base"] is not None for line in lines)
    for row in rows:
        assert row["lowest"] <= row["median"] <= row["highest"]
        assert (row["gap"] is None) == (row["quotes"] == 1)
        assert set(row["lowest_at"]) == set(PLACE)


@given(some_lines.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))))
def test_the_order_of_lines_changes_nothing(both: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    assert audit(*both[0]) == audit(*both[1])
