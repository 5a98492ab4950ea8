"""Exchange rates: the latest on or before a day, direct, inverse, or through one third currency."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamctl.records.currency import MINOR_UNITS
from kamctl.records.ledger import Rate
from kamctl.records.money import Money
from kamctl.rounding import EXACT, round_money

GUARD_PLACES = 12


@dataclass(frozen=True, slots=True)
class RateOn:
    """One unit of `source` is `rate` units of `target`, as published `on` a day (of the older leg, if crossed)."""

    source: str
    target: str
    rate: Decimal
    on: date


class Rates:
    """All known rates; `find` answers for a pair and a day."""

    def __init__(self, rows: Iterable[Rate]) -> None:
        self.days: dict[tuple[str, str], list[date]] = {}
        self.values: dict[tuple[str, str], list[Decimal]] = {}
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
        found = self.direct(source, target, day)
        return found or max(self.crossed(source, target, day), key=lambda rate: rate.on, default=None)

    def crossed(self, source: str, target: str, day: date) -> list[RateOn]:
        """Return the rates through each third currency that has both legs, by its code."""
        thirds = sorted({pair[1] for pair in self.days if pair[0] == source})
        legs = [(self.direct(source, third, day), self.direct(third, target, day)) for third in thirds]
        return [
            RateOn(source, target, first.rate * second.rate, min(first.on, second.on))
            for first, second in legs
            if first and second
        ]


class Exchange:
    """Converts money into one currency, and remembers which rates it used and which it missed."""

    def __init__(self, rates: Rates, currency: str) -> None:
        self.rates = rates
        self.currency = currency
        self.places = MINOR_UNITS[currency]
        self.used: dict[tuple[str, date], RateOn] = {}
        self.missing: dict[tuple[str, date], int] = {}

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Return the rate from `currency` into ours on `day`, or None; both are remembered."""
        if currency == self.currency:
            return Decimal(1)
        key = (currency, day)
        found = self.used.get(key) or self.rates.find(currency, self.currency, day)
        if found is None:
            self.missing[key] = self.missing.get(key, 0) + 1
            return None
        self.used[key] = found
        return found.rate

    def convert(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """Return `amount` in our currency at the rate of `day`, rounded once to its minor unit; None without rate."""
        rate = self.rate(currency, day)
        return None if rate is None else self.rounded(amount, rate)

    def rounded(self, amount: Decimal, rate: Decimal) -> Decimal:
        """Return `amount` times `rate`, rounded once to our currency's minor unit."""
        # The inverse of a rate has endless digits and is cut somewhere: an exact half must not fall below it for that.
        exact = round_money(EXACT.multiply(amount, rate), self.places + GUARD_PLACES)
        return round_money(exact, self.places)

    def money(self, money: Money | None, day: date) -> Decimal | None:
        """Return `money` in our currency, rounded once; None if unknown or without rate."""
        return None if money is None else self.convert(money.amount, money.currency, day)
