from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.rounding import EXACT, largest_remainder, round_money

D = Decimal
AMOUNTS = st.decimals(min_value=D("-1e18"), max_value=D("1e18"), places=4)


@pytest.mark.parametrize(
    ("amount", "places", "expected"),
    [
        ("2.675", 2, "2.68"),  # a float would give 2.67
        ("2.674999", 2, "2.67"),
        ("0.5", 0, "1"),  # half up, not half even
        ("1.5", 0, "2"),
        ("-2.675", 2, "-2.68"),  # away from zero, so that a credit mirrors its invoice
        ("12345678901234567.895", 2, "12345678901234567.90"),
        ("1e30", 2, "1" + "0" * 30 + ".00"),
        ("0", 3, "0.000"),
    ],
)
def test_money_is_rounded_half_up(amount: str, places: int, expected: str) -> None:
    assert str(round_money(D(amount), places)) == expected


@given(AMOUNTS, st.integers(0, 3))
def test_rounding_moves_by_at_most_half_a_unit(amount: Decimal, places: int) -> None:
    assert abs(Fraction(round_money(amount, places)) - Fraction(amount)) <= Fraction(1, 2 * 10**places)


@given(AMOUNTS, AMOUNTS)
def test_products_of_amount_and_rate_are_exact(amount: Decimal, rate: Decimal) -> None:
    assert Fraction(EXACT.multiply(amount, rate)) == Fraction(amount) * Fraction(rate)


def test_the_largest_remainders_get_the_missing_steps() -> None:
    # 33.333… three times: floors 33.3 each, 0.1 missing of 100.0; a tie goes to the first.
    third = D(100) / 3
    assert largest_remainder([third, third, third], D(100), D("0.1")) == [D("33.4"), D("33.3"), D("33.3")]
    # floors 14, 47, 37 make 98; the remainders 0.9 and 0.6 are the largest.
    assert largest_remainder([D("14.5"), D("47.9"), D("37.6")], D(100), D(1)) == [D(14), D(48), D(38)]


def test_negative_parts_keep_the_total() -> None:
    # floors -3, 5 make 2; total 3; remainders 0.5 and 0.5: the tie goes to the first.
    assert largest_remainder([D("-2.5"), D("5.5")], D(3), D(1)) == [D(-2), D(5)]


def test_nothing_to_round() -> None:
    assert largest_remainder([], D(0), D(1)) == []


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=6), min_size=1), st.sampled_from(["1", "0.1"]))
def test_rounded_parts_add_up_and_stay_within_a_step(parts: list[Decimal], size: str) -> None:
    step = D(size)
    total = (sum(parts, D(0)) / step).to_integral_value() * step
    rounded = largest_remainder(parts, total, step)
    assert sum(rounded, D(0)) == total
    assert all(abs(new - old) <= step for new, old in zip(rounded, parts, strict=True))


@given(st.lists(st.decimals(min_value=0, max_value=100, places=3), min_size=1, max_size=9), st.integers(-1000, 1000))
def test_any_total_is_reached(parts: list[Decimal], total: int) -> None:
    assert sum(largest_remainder(parts, D(total), D(1)), D(0)) == total
