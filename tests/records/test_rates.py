from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.records.ledger import Rate
from kamctl.records.money import Money
from kamctl.records.rates import Exchange, RateOn, Rates

D = Decimal


def rates(*rows: str) -> Rates:
    """Return rates from rows of fx.csv: `2026-01-05,EUR,CNY,7.8`."""
    return Rates(
        Rate.model_validate(dict(zip(("date", "from", "to", "rate"), row.split(","), strict=True))) for row in rows
    )


def test_the_latest_rate_on_or_before_the_day() -> None:
    known = rates("2026-01-12,EUR,CNY,7.9", "2026-01-05,EUR,CNY,7.8")
    assert known.find("EUR", "CNY", date(2026, 1, 4)) is None
    found = [known.find("EUR", "CNY", date(2026, 1, day)) for day in (5, 11, 12, 31)]
    assert [rate and (rate.rate, rate.on.day) for rate in found] == [
        (D("7.8"), 5), (D("7.8"), 5), (D("7.9"), 12), (D("7.9"), 12),
    ]  # fmt: skip


def test_the_inverse() -> None:
    assert rates("2026-01-05,EUR,CNY,8").find("CNY", "EUR", date(2026, 2, 1)) == RateOn(
        "CNY", "EUR", D("0.125"), date(2026, 1, 5)
    )


def test_of_direct_and_inverse_the_later_counts_and_of_one_day_the_direct() -> None:
    both = rates("2026-01-05,EUR,CNY,8", "2026-01-05,CNY,EUR,0.2", "2026-01-09,CNY,EUR,0.1")
    found = [both.find("EUR", "CNY", date(2026, 1, day)) for day in (5, 9)]
    assert [rate and rate.rate for rate in found] == [8, 10]
    back = both.find("CNY", "EUR", date(2026, 1, 5))
    assert back is not None
    assert back.rate == D("0.2")


def test_crossed_through_a_third_currency() -> None:
    # 1 NOK = 0.1 EUR (of 01-05), 1 EUR = 8 CNY (of 01-09): 1 NOK = 0.8 CNY, as old as its older leg.
    known = rates("2026-01-05,EUR,NOK,10", "2026-01-09,EUR,CNY,8")
    assert known.find("NOK", "CNY", date(2026, 2, 1)) == RateOn("NOK", "CNY", D("0.8"), date(2026, 1, 5))
    assert known.find("NOK", "CNY", date(2026, 1, 8)) is None


def test_the_freshest_crossing_counts_and_of_one_day_the_first_by_code() -> None:
    legs = ["2026-01-05,NOK,EUR,0.1", "2026-01-05,EUR,CNY,8", "2026-01-05,NOK,USD,0.1", "2026-01-05,USD,CNY,9"]
    through_euro = rates(*legs).find("NOK", "CNY", date(2026, 2, 1))
    fresher = rates(*legs, "2026-01-06,NOK,USD,0.1", "2026-01-06,USD,CNY,9").find("NOK", "CNY", date(2026, 2, 1))
    assert through_euro is not None and fresher is not None
    assert (through_euro.rate, fresher.rate) == (D("0.8"), D("0.9"))


def test_a_direct_rate_goes_before_a_crossed_one_however_old() -> None:
    known = rates("2025-01-05,NOK,CNY,0.7", "2026-01-05,NOK,EUR,0.1", "2026-01-05,EUR,CNY,8")
    found = known.find("NOK", "CNY", date(2026, 2, 1))
    assert found is not None
    assert found.rate == D("0.7")


def test_one_currency_needs_no_rate() -> None:
    assert rates().find("CNY", "CNY", date(2026, 1, 1)) == RateOn("CNY", "CNY", D(1), date(2026, 1, 1))
    assert rates().find("EUR", "CNY", date(2026, 1, 1)) is None


def test_money_is_converted_and_rounded_once() -> None:
    exchange = Exchange(rates("2026-01-05,EUR,CNY,7.8"), "CNY")
    day = date(2026, 1, 10)
    # 0.335 · 7.8 = 2.613; rounding before (0.34) would give 2.652.
    assert exchange.convert(D("0.335"), "EUR", day) == D("2.61")
    assert exchange.money(Money(D("-0.335"), "EUR"), day) == D("-2.61")
    assert exchange.money(None, day) is None


def test_the_minor_unit_of_the_target_counts() -> None:
    known = rates("2026-01-05,EUR,JPY,160.5", "2026-01-05,EUR,KWD,0.33333")
    day = date(2026, 1, 10)
    assert str(Exchange(known, "JPY").convert(D(1), "EUR", day)) == "161"
    assert str(Exchange(known, "KWD").convert(D(1), "EUR", day)) == "0.333"


def test_the_largest_amounts_are_converted_exactly() -> None:
    exchange = Exchange(rates("2026-01-05,EUR,IDR,99999.123456789"), "IDR")
    # 999999999999999999.9999 · 99999.123456789, worked as a product of integers, rounded half up to cents.
    exact = 9999999999999999999999 * 99999123456789
    assert (
        exchange.convert(D("999999999999999999.9999"), "EUR", date(2026, 2, 1))
        == D((exact + 5 * 10**10) // 10**11) / 100
    )


def test_used_rates_are_remembered_with_the_last_day_they_were_used_for() -> None:
    exchange = Exchange(rates("2026-01-05,EUR,CNY,7.8", "2026-01-12,EUR,CNY,7.9"), "CNY")
    for day in (6, 11, 7, 13, 13):
        exchange.convert(D(1), "EUR", date(2026, 1, day))
    exchange.convert(D(1), "CNY", date(2026, 1, 6))
    assert {key: (use.rate.rate, use.day, use.age) for key, use in exchange.used.items()} == {
        ("EUR", date(2026, 1, 5)): (D("7.8"), date(2026, 1, 11), 6),
        ("EUR", date(2026, 1, 12)): (D("7.9"), date(2026, 1, 13), 1),
    }
    assert exchange.missing == {}


def test_rates_of_many_days_are_told_where_they_change() -> None:
    days = [date(2026, 1, day) for day in (1, 2, 6, 11, 12, 31)]
    many = Exchange(rates("2026-01-05,EUR,CNY,7.8", "2026-01-12,EUR,CNY,7.9"), "CNY")
    one = Exchange(many.rates, "CNY")
    assert many.rates_from("EUR", days) == {0: None, 2: D("7.8"), 4: D("7.9")}
    assert [one.rate("EUR", day) for day in days] == [None, None, D("7.8"), D("7.8"), D("7.9"), D("7.9")]
    assert (many.used, many.missing) == (one.used, one.missing)
    assert many.rates_from("CNY", days) == {0: 1}
    assert many.rates_from("EUR", []) == {}


CODES = st.sampled_from(["EUR", "CNY", "USD", "NOK"])
ROWS = st.tuples(st.integers(1, 12), CODES, CODES, st.integers(1, 99)).filter(lambda row: row[1] != row[2])


@given(
    st.lists(ROWS, max_size=12, unique_by=lambda row: row[:3]), st.lists(st.integers(1, 14), max_size=6), CODES, CODES
)
def test_what_was_found_once_is_what_would_be_found_anew(
    rows: list[tuple[int, str, str, int]], days: list[int], source: str, target: str
) -> None:
    known = rates(*(f"2026-01-{day:02},{one},{other},{rate}" for day, one, other, rate in rows))
    for day in days:
        on = date(2026, 1, day)
        assert known.find(source, target, on) == (
            RateOn(source, target, D(1), on) if source == target else known.best(source, target, on)
        )


def test_missing_rates_are_counted_never_taken_as_one() -> None:
    exchange = Exchange(rates("2026-01-05,EUR,CNY,7.8"), "CNY")
    day = date(2026, 1, 1)
    assert [exchange.convert(D(1), "EUR", day), exchange.convert(D(2), "NOK", day)] == [None, None]
    assert exchange.convert(D(1), "EUR", day) is None
    assert exchange.missing == {("EUR", day): 2, ("NOK", day): 1}
    assert exchange.used == {}


@pytest.mark.parametrize("rate", ["0", "0.0", "-1", "1e3", ""])
def test_a_rate_is_more_than_zero(rate: str) -> None:
    with pytest.raises(ValueError):
        rates(f"2026-01-05,EUR,CNY,{rate}")


@given(st.decimals(D("0.000001"), D("99999"), places=6), st.decimals(-(10**9), 10**9, places=2))
def test_there_and_back_is_the_same_to_a_cent(rate: Decimal, amount: Decimal) -> None:
    known = rates(f"2026-01-05,EUR,CNY,{rate:f}")
    there, back = known.find("EUR", "CNY", date(2026, 2, 1)), known.find("CNY", "EUR", date(2026, 2, 1))
    assert there is not None and back is not None
    assert abs(amount * there.rate * back.rate - amount) < D("0.01")


def test_an_inverse_rate_does_not_turn_a_half_into_less() -> None:
    rates = Rates([Rate.model_validate({"date": "2026-01-02", "from": "JPY", "to": "KWD", "rate": "0.3"})])
    yen = Exchange(rates, "JPY")
    assert yen.convert(Decimal("0.15"), "KWD", date(2026, 1, 2)) == 1  # 0.15 ÷ 0.3 = 0.5, half up
