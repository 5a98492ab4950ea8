"""Exchange rates: the latest on or before a day, direct, inverse, or through one third currency."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from kamctl.records.currency import MINOR_UNITS
from kamctl.records.ledger import Rate
from kamctl.records.money import Money
from kamctl.rounding import EXACT, step_of

GUARD_PLACES = 12


@dataclass(frozen=True, slots=True)
class RateOn:
    """One unit of `source` is `rate` units of `target`, as published `on` a day (of the older leg, if crossed)."""

    source: str
    target: str
    rate: Decimal
    on: date


Course = tuple[list[date], dict[int, RateOn | None]]
"""The days on which the rate of a pair may change, and rates by how many of these days have come."""


class Rates:
    """All known rates; `find` answers for a pair and a day."""

    def __init__(self, rows: Iterable[Rate]) -> None:
        self.days: dict[tuple[str, str], list[date]] = {}
        self.values: dict[tuple[str, str], list[Decimal]] = {}
        self.known: dict[tuple[str, str], Course] = {}
        known: list[tuple[date, bool, tuple[str, str], Decimal]] = []
        for row in rows:
            known.append((row.date, True, (row.source, row.target), row.rate))
            known.append((row.date, False, (row.target, row.source), 1 / row.rate))
        # Of one day, a rate as published comes after, and so wins over, one turned round.
        for day, _, pair, rate in sorted(known, key=lambda one: one[:2]):
            self.days.setdefault(pair, []).append(day)
            self.values.setdefault(pair, []).append(rate)

    def direct(self, source: str, target: str, day: date) -> RateOn | None:
        """Return the latest rate of the pair, or of its inverse, on or before `day`."""
        days = self.days.get((source, target), [])
        index = bisect_right(days, day) - 1
        return RateOn(source, target, self.values[source, target][index], days[index]) if index >= 0 else None

    def find(self, source: str, target: str, day: date) -> RateOn | None:
        """Return the rate to use on `day`: of the pair, else the freshest through one third currency, else None."""
        if source == target:
            return RateOn(source, target, Decimal(1), day)
        days, rates = self.course(source, target)
        turn = bisect_right(days, day)
        if turn not in rates:
            rates[turn] = self.best(source, target, days[turn - 1])
        return rates[turn]

    def changes(self, source: str, target: str) -> list[date]:
        """Return the days on which the rate of a pair may change, in order."""
        return self.course(source, target)[0]

    def course(self, source: str, target: str) -> Course:
        """Return the days on which the rate of a pair may change, and the rates looked up so far.

        A report asks for the rates of all its days, and they change on few: so both are remembered.
        """
        known = self.known.get((source, target))
        if known is not None:
            return known
        legs = [(source, target), *((source, third) for third in self.thirds(source)),
                *((third, target) for third in self.thirds(source))]  # fmt: skip
        course: Course = (sorted({day for leg in legs for day in self.days.get(leg, ())}), {0: None})
        self.known[source, target] = course
        return course

    def best(self, source: str, target: str, day: date) -> RateOn | None:
        """Return what `find` does, looked up anew."""
        found = self.direct(source, target, day)
        return found or max(self.crossed(source, target, day), key=lambda rate: rate.on, default=None)

    def thirds(self, source: str) -> list[str]:
        """Return the currencies for which there is a rate from `source`, by code."""
        return sorted({pair[1] for pair in self.days if pair[0] == source})

    def crossed(self, source: str, target: str, day: date) -> list[RateOn]:
        """Return the rates through each third currency that has both legs, by its code."""
        legs = [(self.direct(source, third, day), self.direct(third, target, day)) for third in self.thirds(source)]
        return [
            RateOn(source, target, first.rate * second.rate, min(first.on, second.on))
            for first, second in legs
            if first and second
        ]


@dataclass(frozen=True, slots=True)
class Use:
    """A rate, and the last day it was used for."""

    rate: RateOn
    day: date

    @property
    def age(self) -> int:
        """How many days older the rate was."""
        return (self.day - self.rate.on).days


class Exchange:
    """Converts money into one currency, and remembers which rates it used and which it missed.

    `used` are the rates by currency and day of publication; `missing` says how often a currency had none on a day.
    """

    def __init__(self, rates: Rates, currency: str) -> None:
        self.rates = rates
        self.currency = currency
        self.places = MINOR_UNITS[currency]
        self.coin, self.guard = step_of(self.places), step_of(self.places + GUARD_PLACES)
        self.used: dict[tuple[str, date], Use] = {}
        self.missing: dict[tuple[str, date], int] = {}

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Return the rate from `currency` into ours on `day`, or None; both are remembered."""
        if currency == self.currency:
            return Decimal(1)
        found = self.rates.find(currency, self.currency, day)
        self.note(currency, found, day)
        return None if found is None else found.rate

    def rates_from(self, currency: str, days: Sequence[date]) -> dict[int, Decimal | None]:
        """Return the rate from `currency` into ours for each of `days`, which are in order, as `rate` does.

        Where it stays what it is, it is not told again: a rate holds from a place in `days` up to the next one told.
        """
        if currency == self.currency:
            return {0: Decimal(1)}
        changes = self.rates.changes(currency, self.currency)
        places = [0, *(bisect_left(days, change) for change in changes)]
        starts = sorted({place for place in places if place < len(days)})
        found: dict[int, Decimal | None] = {}
        for start, end in pairwise([*starts, len(days)]):
            one = self.rates.find(currency, self.currency, days[start])
            found[start] = one.rate if one else None
            for day in days[start:end] if one is None else days[end - 1 : end]:
                self.note(currency, one, day)
        return found

    def note(self, currency: str, found: RateOn | None, day: date) -> None:
        """Remember that a rate was used for a day, or that there was none."""
        if found is None:
            self.missing[currency, day] = self.missing.get((currency, day), 0) + 1
            return
        key = (currency, found.on)
        if key not in self.used or self.used[key].day < day:
            self.used[key] = Use(found, day)

    def convert(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """Return `amount` in our currency at the rate of `day`, rounded once to its minor unit; None without rate."""
        rate = self.rate(currency, day)
        return None if rate is None else self.rounded(amount, rate)

    def rounded(self, amount: Decimal, rate: Decimal) -> Decimal:
        """Return `amount` times `rate`, rounded once to our currency's minor unit."""
        # The inverse of a rate has endless digits and is cut somewhere: an exact half must not fall below it for that.
        exact = EXACT.multiply(amount, rate).quantize(self.guard, ROUND_HALF_UP, EXACT)
        return exact.quantize(self.coin, ROUND_HALF_UP, EXACT)

    def money(self, money: Money | None, day: date) -> Decimal | None:
        """Return `money` in our currency, rounded once; None if unknown or without rate."""
        return None if money is None else self.convert(money.amount, money.currency, day)
