"""One part of a week: the quarter's figures before and after it, the bridge between them, and what was found.

Formulas: `kamctl explain funnel` (figures), `kamctl explain funnel-bridge` (whose work the difference is),
`kamctl explain funnel-orders` (off-funnel sales), `kamctl explain targets`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from kamctl.methods import funnel_bridge, funnel_orders
from kamctl.methods.funnel import ZERO, Figures, Progress, Rules, Span, figures, worth
from kamctl.methods.funnel_deals import without_rate
from kamctl.methods.funnel_orders import Expectation


@dataclass(frozen=True, slots=True)
class Plan:
    """What was meant for the quarter, money in the book's currency, None where unknown.

    `threshold`: an order without a deal of at least this much is flagged; None: none is.
    """

    target: Decimal | None = None
    expectation: Expectation = field(default_factory=Expectation)
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Result for one part of a week.

    `bridge`: `reason`, `amount`, `opportunities` (list of (id, amount)). `deals`: `funnel.worth` at the end.
    `unlinked`: `order`, `account`, `date`, `amount`. `without_rate`: `opportunity`, `currency`, `day`, at both ends.
    """

    progress: Progress
    bridge: pd.DataFrame
    deals: pd.DataFrame
    unlinked: pd.DataFrame
    without_rate: pd.DataFrame


def part(
    span: Span,
    states: tuple[pd.DataFrame, pd.DataFrame],
    at_old_rate: Mapping[str, Decimal],
    orders: pd.DataFrame,
    plan: Plan,
    rules: Rules,
) -> Part:
    """Return the result for `span`. `states` are the deals at its two ends, `at_old_rate` the new amount of open deals
    at the rate of the first, `orders` the off-funnel lines that the quarter (and the estimate) needs."""
    before, after = (
        worth(frame, span.quarter, day, rules) for frame, day in zip(states, (span.before, span.until), strict=True)
    )
    before, after = counted(before, after)
    old, new = (
        seen(span, before, orders, plan, rules, at_end=False),
        seen(span, after, orders, plan, rules, at_end=True),
    )
    deals = funnel_bridge.bridge(before, after, at_old_rate, span.until >= span.quarter.last, rules)
    return Part(
        Progress(span, plan.target, old, new, rules.places),
        funnel_bridge.by_reason(deals, funnel_bridge.off_funnel(old, new)),
        after,
        funnel_orders.unlinked(orders, span.quarter, span.until, plan.threshold),
        pd.concat([without_rate(before, span.before), without_rate(after, span.until)]).drop_duplicates(),
    )


def counted(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both states without the worth of deals that can't be counted at one of the two ends.

    A deal without rate, or in a stage that the settings do not know, would else seem to be lost or gained: it is left
    out of the sums at both ends, unless it is won by now: sales are no guess. Its row stays, so that it is listed.
    """
    unsure = {
        name
        for deals in (before, after)
        for name in deals.loc[deals["no_rate"] | (deals["in_funnel"] & deals["chance"].isna()), "opportunity"]
    }
    sold = set(after.loc[(after["won"] != ZERO) & ~after["no_rate"], "opportunity"])
    return left_aside(before, unsure), left_aside(after, unsure - sold)


def left_aside(deals: pd.DataFrame, names: set[str]) -> pd.DataFrame:
    """Return the deals, those named worth nothing."""
    if not names:
        return deals
    aside = deals["opportunity"].isin(names)
    nothing: dict[str, object] = {"amount_base": None, "weighted": None, "won": ZERO, "value": ZERO}
    columns = {
        name: [value if out else kept for kept, out in zip(deals[name], aside, strict=True)]
        for name, value in nothing.items()
    }
    return deals.assign(**{name: pd.Series(each, index=deals.index, dtype=object) for name, each in columns.items()})


def seen(span: Span, deals: pd.DataFrame, orders: pd.DataFrame, plan: Plan, rules: Rules, *, at_end: bool) -> Figures:
    """Return the quarter's figures at one end of the span."""
    day = span.until if at_end else span.before
    sold = funnel_orders.sold(orders, span.quarter.first, day)
    expected = funnel_orders.expected(plan.expectation, span.quarter, day, sold, rules.places)
    return figures(deals, sold, expected, rules.places)
