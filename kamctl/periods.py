"""Weeks, months and quarters: names and limits. A leaf module: everybody may use it.

Weeks are ISO 8601 (Monday to Sunday, week 1 holds the year's first Thursday). Quarters are quarters of the
book's fiscal year, which starts on the first day of month `starts` and is named after the calendar year in
which it starts (or ends, if `named_after` is "end").
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When a fiscal year starts (month 1–12) and which calendar year names it."""

    starts: int = 1
    named_after: Literal["start", "end"] = "start"

    @property
    def shift(self) -> int:
        """Years between the calendar year of the start and the year in the name."""
        return 1 if self.named_after == "end" and self.starts > 1 else 0


CALENDAR = FiscalYear()


@dataclass(frozen=True, slots=True)
class Period:
    """A named run of days, both ends included."""

    name: str
    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@lru_cache(8192)  # a book names few days, each many times
def parse_day(text: str) -> date:
    """Return the day named `2026-11-20`. Raises ValueError for any other form or a day that does not exist."""
    found = DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


def parse_month(text: str) -> date:
    """Return the first day of the month named `2026-11`. Raises ValueError."""
    found = MONTH.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), 1)


def parse_week(text: str) -> Period:
    """Return Monday to Sunday of the ISO week named `2026-W47`. Raises ValueError, also for a week 53 that is not."""
    found = WEEK.fullmatch(text)
    if not found:
        raise ValueError(text)
    return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))


def week_of(day: date) -> Period:
    """Return the ISO week that holds `day`."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(weekday - 1)
    return Period(f"{year:04d}-W{week:02d}", first, first + min(timedelta(6), date.max - first))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last day where that day does not exist.

    Beyond the years 1 to 9999 there is no date: the first or last one stands for it.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month (28–31)."""
    return monthrange(year, month)[1]


def month_end(day: date) -> date:
    """Return the last day of the month that holds `day`."""
    return day.replace(day=days_in_month(day.year, day.month))


def month_of(day: date) -> Period:
    """Return the calendar month that holds `day`."""
    return Period(f"{day:%Y-%m}", day.replace(day=1), month_end(day))


def quarter_of(day: date, fiscal: FiscalYear = CALENDAR) -> Period:
    """Return the fiscal quarter that holds `day`."""
    since_start = (day.month - fiscal.starts) % 12
    first = add_months(day.replace(day=1), -(since_start % 3))
    year = day.year - (1 if day.month < fiscal.starts else 0) + fiscal.shift
    return Period(f"{year:04d}-Q{since_start // 3 + 1}", first, month_end(add_months(first, 2)))


def parse_quarter(text: str, fiscal: FiscalYear = CALENDAR) -> Period:
    """Return the fiscal quarter named `2026-Q4`. Raises ValueError."""
    found = QUARTER.fullmatch(text)
    if not found:
        raise ValueError(text)
    first = add_months(date(int(found[1]) - fiscal.shift, fiscal.starts, 1), 3 * (int(found[2]) - 1))
    return Period(text, first, month_end(add_months(first, 2)))


def year_of(day: date, fiscal: FiscalYear = CALENDAR) -> Period:
    """Return the fiscal year that holds `day`, named `2026`."""
    start = add_months(day.replace(day=1), -((day.month - fiscal.starts) % 12))
    year = day.year - (1 if day.month < fiscal.starts else 0) + fiscal.shift
    return Period(f"{year:04d}", start, month_end(add_months(start, 11)))


def sundays_left(first: date, last: date) -> int:
    """Return how many Sundays lie in `first`..`last`: the weeks that end in what is left of a quarter."""
    if last < first:
        return 0
    to_sunday = (6 - first.weekday()) % 7
    return max(0, ((last - first).days - to_sunday) // 7 + 1)
