import pandas as pd
import pytest

from kamctl.methods.pareto import pareto, share_of


def classes(*revenue: float | None) -> list[str | None]:
    return list(pareto(pd.Series(revenue, dtype="float64")))


def test_the_share_before_the_account_decides() -> None:
    # shares before: 0, 0.5, 0.8, 0.9, 0.95: the third stands at the limit, which is no longer below it
    assert classes(50, 30, 10, 5, 5) == ["A", "A", "B", "B", "B"]
    assert classes(50, 30, 10, 5, 4, 1) == ["A", "A", "B", "B", "C", "C"]


def test_the_order_of_the_accounts_does_not_matter() -> None:
    assert classes(5, 50, 10, 30) == ["B", "A", "B", "A"]


def test_equal_revenue_shares_a_class() -> None:
    assert classes(10, 10, 10, 10, 10) == ["A"] * 5


def test_nobody_without_revenue_is_more_than_a_c() -> None:
    # the credit of 40 takes nothing off the whole of 100
    assert classes(100, 0, -40, None) == ["A", "C", "C", None]
    assert classes(0, 0) == ["C", "C"]


def test_the_empty_book_and_the_single_account() -> None:
    assert classes() == []
    assert classes(7) == ["A"]
    assert classes(None) == [None]


def test_limits_are_settings() -> None:
    assert list(pareto(pd.Series([60.0, 30.0, 10.0]), a=0.5, b=0.6)) == ["A", "C", "C"]


def test_what_the_a_accounts_bring() -> None:
    revenue = pd.Series([50.0, 30.0, 20.0, -10.0])
    assert share_of(revenue, pd.Series([True, True, False, False])) == pytest.approx(0.8)
    assert pd.isna(share_of(pd.Series([0.0]), pd.Series([True])))
