"""The window of days that a report looks back over: --window 12, 12m, 365d or 2025-10-01..2026-09-30."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kamctl.errors import USAGE, KamError, msg
from kamctl.periods import Period, add_months, parse_day

LENGTH = re.compile(r"([1-9]\d{0,4})([md]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Window:
    """So many months or days up to the day of the report, or a period of its own."""

    months: int = 0
    days: int = 0
    period: Period | None = None

    def ending(self, day: date) -> Period:
        """Return the window's days, none of them after `day`; one longer than the calendar begins with the year 1.

        Raises KamError (usage) for a period that begins after `day`: nothing in it could have happened.
        """
        if self.period and self.period.first > day:
            message = msg("--window {text}: begins after the day of the report, {day}", text=self.period.name, day=day)
            raise KamError(message, USAGE, msg("choose earlier days, or a later --as-of"))
        if self.period:
            return Period(self.period.name, self.period.first, min(self.period.last, day))
        longest = day - date.min
        before = add_months(day, -self.months) - min(timedelta(self.days), longest)
        first = before + min(timedelta(1), date.max - before)
        return Period(f"{first}..{day}", first, day)


def parse_window(text: str) -> Window:
    """Return the window that `text` names; a bare number means months. Raises KamError (usage)."""
    length = LENGTH.fullmatch(text)
    if length:
        number = int(length[1])
        return Window(days=number) if length[2] == "d" else Window(months=number)
    first, dots, last = text.partition("..")
    try:
        period = Period(text, parse_day(first), parse_day(last))
    except ValueError:
        period = None
    if not dots or period is None or period.last < period.first:
        raise KamError(
            msg("--window {text}: no such window", text=text),
            USAGE,
            msg("write months (12 or 12m), days (365d), or two days in order (2025-10-01..2026-09-30)"),
        )
    return Window(period=period)
