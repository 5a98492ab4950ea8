from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.periods import (
    CALENDAR,
    FiscalYear,
    Period,
    add_months,
    days_in_month,
    month_end,
    month_of,
    parse_day,
    parse_month,
    parse_quarter,
    parse_week,
    quarter_of,
    sundays_left,
    week_of,
    year_of,
)

FISCAL = st.builds(FiscalYear, st.integers(1, 12), st.sampled_from(["start", "end"]))
DAYS = st.dates()


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-1", "26-01-01", "2026-11-20 ", "2026-11-20\n",
     "２０２６-11-20", "20261120", "2026-W47-5", "", "yesterday"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


def test_a_leap_day_exists_in_leap_years_only() -> None:
    assert parse_day("2028-02-29") == date(2028, 2, 29)
    with pytest.raises(ValueError):
        parse_day("2026-02-29")


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026", "2026-11-01", "2026-1", ""])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError):
        parse_month(text)


# ISO 8601: week 1 holds the first Thursday.
@pytest.mark.parametrize(
    ("day", "week", "monday"),
    [
        ("2020-12-31", "2020-W53", "2020-12-28"),
        ("2021-01-03", "2020-W53", "2020-12-28"),
        ("2024-12-30", "2025-W01", "2024-12-30"),
        ("2027-01-01", "2026-W53", "2026-12-28"),
        ("2026-11-20", "2026-W47", "2026-11-16"),
        ("2018-01-01", "2018-W01", "2018-01-01"),
    ],
)
def test_weeks_around_the_turn_of_the_year(day: str, week: str, monday: str) -> None:
    found = week_of(date.fromisoformat(day))
    assert found == Period(week, date.fromisoformat(monday), date.fromisoformat(monday) + timedelta(6))
    assert parse_week(week) == found


@pytest.mark.parametrize("text", ["2026-W00", "2025-W53", "2026-W54", "2026-W5", "2026W47", "0000-W01", "2026-w47"])
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(ValueError):
        parse_week(text)


@given(DAYS)
def test_a_day_lies_in_its_week_month_quarter_and_year(day: date) -> None:
    assert all(day in period for period in (week_of(day), month_of(day), quarter_of(day), year_of(day)))
    assert f"{day:%G-W%V}".rjust(8, "0") == week_of(day).name


@given(DAYS, FISCAL)
def test_four_quarters_make_a_fiscal_year(day: date, fiscal: FiscalYear) -> None:
    quarter, year = quarter_of(day, fiscal), year_of(day, fiscal)
    assert day in quarter
    assert day in year
    assert quarter.name.startswith(year.name)
    assert year.first <= quarter.first <= quarter.last <= year.last


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), FISCAL)
def test_the_name_of_a_quarter_leads_back_to_it(day: date, fiscal: FiscalYear) -> None:
    quarter = quarter_of(day, fiscal)
    assert parse_quarter(quarter.name, fiscal) == quarter
    assert quarter_of(quarter.last + timedelta(1), fiscal).first == quarter.last + timedelta(1)


@pytest.mark.parametrize(
    ("fiscal", "day", "quarter", "first", "last"),
    [
        (CALENDAR, "2026-11-20", "2026-Q4", "2026-10-01", "2026-12-31"),
        (FiscalYear(4), "2026-02-10", "2025-Q4", "2026-01-01", "2026-03-31"),
        (FiscalYear(4, "end"), "2026-02-10", "2026-Q4", "2026-01-01", "2026-03-31"),
        (FiscalYear(10, "end"), "2026-11-20", "2027-Q1", "2026-10-01", "2026-12-31"),
        (FiscalYear(1, "end"), "2026-11-20", "2026-Q4", "2026-10-01", "2026-12-31"),
        (FiscalYear(2), "2026-01-31", "2025-Q4", "2025-11-01", "2026-01-31"),
        (FiscalYear(12), "2024-02-29", "2023-Q1", "2023-12-01", "2024-02-29"),
    ],
)
def test_quarters_of_fiscal_years(fiscal: FiscalYear, day: str, quarter: str, first: str, last: str) -> None:
    expected = Period(quarter, date.fromisoformat(first), date.fromisoformat(last))
    assert quarter_of(date.fromisoformat(day), fiscal) == expected


@pytest.mark.parametrize("text", ["2026-Q0", "2026-Q5", "2026-4", "0000-Q1", "2026-q1"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError):
        parse_quarter(text)


def test_the_ends_of_the_calendar_are_no_accident() -> None:
    last = date.max
    assert quarter_of(last).last == week_of(last).last == month_of(last).last == year_of(last).last == last
    assert quarter_of(date.min, FiscalYear(2)).first == date.min
    assert add_months(last, 1) == last
    assert add_months(date.min, -1) == date.min


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"),
     ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -13, "2024-12-15"), ("2026-05-31", 0, "2026-05-31")],
)  # fmt: skip
def test_adding_months(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_the_length_of_months() -> None:
    assert [days_in_month(2026, month) for month in (1, 2, 4, 12)] == [31, 28, 30, 31]
    assert days_in_month(1900, 2) == 28  # no leap year
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-10, 200))
def test_sundays_left_counts_sundays(first: date, length: int) -> None:
    days = [first + timedelta(n) for n in range(length + 1)]
    last = first + timedelta(length)
    assert sundays_left(first, last) == sum(day.isoweekday() == 7 for day in days)


def test_a_period_holds_days_only() -> None:
    assert "2026-11-20" not in week_of(date(2026, 11, 20))
