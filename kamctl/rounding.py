"""Rounding of money and of shown points, in one place, so that parts add up to their whole."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import cache

# Wide enough for every product of an amount and two rates: nothing is rounded before it is meant to be.
EXACT = Context(prec=100)


@cache
def step_of(places: int) -> Decimal:
    """Return the smallest amount of so many decimals."""
    return Decimal(1).scaleb(-places)


def round_money(amount: Decimal, places: int) -> Decimal:
    """Return `amount` rounded half up to `places` decimals (0 for JPY, 2 for CNY)."""
    return amount.quantize(step_of(places), rounding=ROUND_HALF_UP, context=EXACT)


def largest_remainder(parts: Sequence[Decimal], total: Decimal, step: Decimal) -> list[Decimal]:
    """Round `parts` down to multiples of `step`, then give the missing steps to the largest remainders.

    The result adds up to `total` exactly, which must be a multiple of `step`. Ties go to the earlier part.
    If `parts` do not add up to `total`, all parts take an equal share of what is missing before that.
    """
    if not parts:
        return []
    floors = [(part / step).to_integral_value(ROUND_FLOOR) for part in parts]
    each, rest = divmod(int(total / step - sum(floors)), len(parts))
    order = sorted(range(len(parts)), key=lambda i: (floors[i] * step - parts[i], i))
    extra = set(order[:rest])
    return [(floor + each + (index in extra)) * step for index, floor in enumerate(floors)]
