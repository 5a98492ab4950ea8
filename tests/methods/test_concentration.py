import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.concentration import concentration, gini, hhi, largest, shares, top_count

UNKNOWN = float("nan")


def amounts(*values: float) -> pd.Series:
    return pd.Series(values, index=[f"a{number}" for number in range(len(values))], dtype="float64")


def test_published_hhi() -> None:
    # 0.3² + 0.3² + 0.2² + 0.2²
    assert hhi(amounts(30, 30, 20, 20)) == pytest.approx(0.26)
    assert round(concentration(amounts(30, 30, 20, 20)).hhi * 10_000) == 2600


def test_published_gini() -> None:
    # in order 1 1 1 1 2 3 4, sum 13: Σ(2i − 8)·x = −6 −4 −2 0 +4 +12 +24 = 28; 28 ÷ (7 · 13)
    assert gini(amounts(1, 3, 2, 1, 1, 1, 4)) == pytest.approx(0.3076923, abs=1e-7)


def test_the_largest_fifth_is_rounded_up() -> None:
    assert [top_count(number) for number in (0, 1, 5, 6, 10, 28)] == [0, 1, 1, 2, 2, 6]
    found = concentration(amounts(50, 10, 10, 10, 10, 10))
    assert (found.count, found.top_count) == (6, 2)
    assert (found.largest, found.top) == pytest.approx((0.5, 0.6))
    assert list(largest(amounts(10, 50, 10, 10, UNKNOWN, 10, 10))) == ["a1", "a0"]


@pytest.mark.parametrize(
    ("values", "grade"), [((1,) * 11, "low"), ((1,) * 8, "moderate"), ((3, 1, 1), "high"), ((), None)]
)
def test_grades(values: tuple[float, ...], grade: str | None) -> None:
    assert concentration(amounts(*values)).grade == grade


def test_credits_take_no_share_and_the_unknown_no_place() -> None:
    found = concentration(amounts(30, 30, -5, UNKNOWN))
    assert (found.count, found.hhi, found.largest) == (3, 0.5, 0.5)
    assert shares(amounts(30, -10))["a1"] == 0


def test_one_alone_has_everything() -> None:
    found = concentration(amounts(7))
    assert (found.hhi, found.gini, found.largest, found.top, found.top_count) == (1, 0, 1, 1, 1)


@pytest.mark.parametrize("values", [(), (UNKNOWN,), (0, 0), (-3,)])
def test_without_anything_there_is_no_concentration(values: tuple[float, ...]) -> None:
    found = concentration(amounts(*values))
    assert all(math.isnan(value) for value in (found.hhi, found.gini, found.largest))
    assert math.isnan(found.top)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_limits_hold(values: list[int]) -> None:
    found = concentration(amounts(*values))
    assert 1 / len(values) - 1e-9 <= found.hhi <= 1 + 1e-9
    assert -1e-9 <= found.gini <= 1 - 1 / len(values) + 1e-9
    assert found.largest <= found.top + 1e-9
    assert found.largest**2 <= found.hhi + 1e-9 <= found.largest + 2e-9
