"""Rounding of money and of shown points, in one place, so that parts add up to their whole."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def round_money(amount: Decimal, places: int) -> Decimal:
    """Return `amount` rounded half up to `places` decimals (0 for JPY, 2 for CNY)."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def largest_remainder(parts: Sequence[Decimal], total: Decimal, step: Decimal) -> list[Decimal]:
    """Round `parts` down to multiples of `step`, then give the missing steps to the largest remainders.

    The result adds up to `total` exactly; `total` must be a multiple of `step`. Ties go to the earlier part.
    """
    floors = [(part / step).to_integral_value(ROUND_FLOOR) * step for part in parts]
    missing = int((total - sum(floors, Decimal(0))) / step)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))
    for index in order[:missing]:
        floors[index] += step
    return floors
