from datetime import date

import pytest

from kamctl.cli.window import Window, parse_window
from kamctl.errors import USAGE, KamError

DAY = date(2026, 11, 20)


def days(text: str, day: date = DAY) -> tuple[str, str]:
    period = parse_window(text).ending(day)
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12", "2025-11-21", "2026-11-20"),
        ("12m", "2025-11-21", "2026-11-20"),
        ("1m", "2026-10-21", "2026-11-20"),
        ("1d", "2026-11-20", "2026-11-20"),
        ("365d", "2025-11-21", "2026-11-20"),
        ("2025-10-01..2026-09-30", "2025-10-01", "2026-09-30"),
        ("2026-10-01..2026-10-01", "2026-10-01", "2026-10-01"),
        ("2026-10-01..2026-12-31", "2026-10-01", "2026-11-20"),  # nothing after the day of the report
    ],
)
def test_windows_and_their_days(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


def test_months_end_where_a_month_is_short() -> None:
    # a month before 31 March is 28 February, which itself is left out
    assert days("1m", date(2026, 3, 31)) == ("2026-03-01", "2026-03-31")


@pytest.mark.parametrize(
    "text",
    ["", "0", "0m", "-3", "+3", "12y", "12M", "12 m", "1.5", "１２", "2026-01-01", "2026-01-01..", "..2026-01-01",
     "2026-02-30..2026-03-01", "2026-05-01..2026-04-01", "2026-01-01...2026-03-01", "2026-01..2026-03"],
)  # fmt: skip
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(KamError) as raised:
        parse_window(text)
    assert raised.value.exit_code == USAGE
    assert raised.value.hint


@pytest.mark.parametrize("window", [Window(months=99999), Window(days=10**8), Window(months=10**9)])
def test_a_window_longer_than_the_calendar_holds_every_day(window: Window) -> None:
    period = window.ending(DAY)
    assert period.first <= date(1, 1, 2)
    assert period.last == DAY


def test_a_window_that_begins_after_the_report_is_refused() -> None:
    with pytest.raises(KamError) as caught:
        parse_window("2026-11-21..2027-03-31").ending(date(2026, 11, 20))
    assert caught.value.exit_code == USAGE
    assert parse_window("2026-11-20..2027-03-31").ending(date(2026, 11, 20)).last == date(2026, 11, 20)
