"""Choices that are the same on every machine: drawn from a generator seeded with names."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
SEED = "kamctl benchmark 1"
AS_OF = date(2026, 11, 20)


class Draw:
    """Draws for one thing, such as one account. Only `random()` is used: its numbers never change between Pythons."""

    def __init__(self, *names: object) -> None:
        self.next = random.Random(" ".join([SEED, *map(str, names)])).random

    def whole(self, low: int, high: int) -> int:
        """Return a whole number between `low` and `high`, both included."""
        return low + int(self.next() * (high - low + 1))

    def one(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[int(self.next() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return `count` different choices, in their order."""
        start = self.whole(0, len(choices) - 1)
        taken = {(start + step) % len(choices) for step in range(min(count, len(choices)))}
        return [choice for index, choice in enumerate(choices) if index in taken]

    def chance(self, share: float) -> bool:
        """Return True in that share of the cases."""
        return self.next() < share

    def before(self, day: date, least: int, most: int) -> date:
        """Return a day `least` to `most` days before `day`."""
        return day - timedelta(days=self.whole(least, most))

    def after(self, day: date, least: int, most: int) -> date:
        """Return a day `least` to `most` days after `day`."""
        return day + timedelta(days=self.whole(least, most))
