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
    "gross_margin": Span(-inf, 1, step=0.001),
    "active_quarters": Span(0, 1, grid=0.125),
    "share_of_wallet": Span(0, inf, step=0.001),
    "revenue_trend": Span(-1, inf, step=0.001),
    **dict.fromkeys(("purchasing_volume", "open_potential", "pipeline"), Span(0, inf)),
}
"""Indicators whose values have other limits than their unit."""


def spans(places: int) -> dict[str, Span]:
    """Return the span of each indicator, for money with so many decimals."""
    found = {one.slug: OTHERS.get(one.slug, BY_UNIT[one.unit]) for one in TABLE}
    money = {one.slug for one in TABLE if one.unit == "money"}
    return {
        slug: replace(span, step=10.0**-places, places=places) if slug in money else span
        for slug, span in found.items()
    }
