"""Which raw values an indicator can have: what the search for the next tier must not leave."""

from dataclasses import replace
from math import inf

from kamctl.methods.indicators import TABLE, Unit
from kamctl.methods.next_tier import Span

BY_UNIT: dict[Unit, Span] = {
    "money": Span(),
    "share": Span(0, 1, step=0.001),
    "years": Span(0, inf, step=0.1),
    "days": Span(step=1),
    "count": Span(0, inf, grid=1, step=1),
    "0-1": Span(0, 1),
    "0-10": Span(0, 10, step=0.1),
    "0-100": Span(0, 100, step=0.1),
    "1-5": Span(1, 5, step=0.1),
    "yes_no": Span(0, 1, grid=1, step=1),
}
OTHERS = {
    "gross_margin": {"low": -inf},
    "active_quarters": {"grid": 0.125},
    "share_of_wallet": {"high": inf},
    "revenue_trend": {"low": -1.0, "high": inf},
    "purchasing_volume": {"low": 0.0},
    "open_potential": {"low": 0.0},
    "pipeline": {"low": 0.0},
}
"""What differs from other indicators of the unit."""


def spans(places: int) -> dict[str, Span]:
    """Return the span of each indicator, for money with so many decimals."""
    found = {one.slug: replace(BY_UNIT[one.unit], **OTHERS.get(one.slug, {})) for one in TABLE}
    money = {one.slug for one in TABLE if one.unit == "money"}
    return {
        slug: replace(span, step=10.0**-places, places=places) if slug in money else span
        for slug, span in found.items()
    }
