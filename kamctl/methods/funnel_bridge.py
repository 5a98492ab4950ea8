"""Bridge 变动分解: which deals made the week's progress, and by what?

Progress P = E(w) − E(b) (`kamctl explain funnel`) is the sum of what each deal counts for at the end of the week less
what it counted for at the end of the week before. The difference of a deal goes to the first reason that fits:

    won                        it stands as won in the quarter
    lost, dropped, cancelled   it ended so
    new                        it was first seen after b
    moved_out                  it was won outside the quarter
    moved_in, moved_out        its close date entered or left the quarter
    expired                    it is still open, and the quarter has ended

Otherwise the deal counts on both days, and its difference is split by changing one thing after the other, each at
what came before:

    advanced or fell_back      the stage, at the old amount, rate and own probability
    probability                its own probability set, changed or withdrawn, at the new stage
    amount_up or amount_down   the amount, at the new probability and the old rate
    currency                   the rate

Each step is rounded as the forecast is, so that the steps add up to the difference exactly. Steps may cancel each
other: a deal that fell back while its amount grew shows both. A deal that comes back after its end has no old weighted
amount to split: all of its difference is `advanced` (or `fell_back`, if it stood as won). Last come

    off_funnel                 orders without a deal: ΔO
    off_funnel_expected        those still expected: ΔR

and the parts add up to P exactly. The order matters and is fixed: another one would give other parts of the same sum.

Source: ours. The order follows what a sales manager asks: is it decided? is it still this quarter's? what changed in
it?
"""

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd

from kamctl.methods.funnel import ZERO, Figures, Rules, chance, weighted

REASONS = (
    "new", "advanced", "fell_back", "probability", "amount_up", "amount_down", "currency", "moved_in", "moved_out",
    "won", "lost", "dropped", "cancelled", "expired", "off_funnel", "off_funnel_expected",
)  # fmt: skip
OUTCOMES = ("lost", "dropped", "cancelled")
Deal = Mapping[Hashable, Any]
Parts = list[tuple[str, Decimal]]


def bridge(
    before: pd.DataFrame, after: pd.DataFrame, at_old_rate: Mapping[str, Decimal], ended: bool, rules: Rules
) -> pd.DataFrame:
    """Return one row per deal and reason: `reason`, `opportunity`, `amount` (Decimal, never 0), in bridge order.

    `before` and `after` are `funnel.worth` of the quarter at b and at the end of the week; `at_old_rate` holds, by
    deal, the new amount at the rate of b; `ended` says that the quarter had ended by the end of the week.
    """
    old = {deal["opportunity"]: deal for deal in counting(before, after)}
    rows = [
        (reason, deal["opportunity"], amount)
        for deal in counting(after, before)
        for reason, amount in parts(old.get(deal["opportunity"]), deal, at_old_rate, ended, rules)
        if amount
    ]
    table = pd.DataFrame(rows, columns=["reason", "opportunity", "amount"], dtype=object)
    rank = table["reason"].map(REASONS.index)
    return table.assign(rank=rank).sort_values(["rank", "opportunity"]).drop(columns="rank").reset_index(drop=True)


def counting(worth: pd.DataFrame, other: pd.DataFrame) -> Iterator[Deal]:
    """Yield the deals of `worth` that count for something there or in `other`."""
    named = set(other.loc[other["value"] != ZERO, "opportunity"])
    keep = (worth["value"] != ZERO) | worth["opportunity"].isin(named)
    yield from worth[keep].to_dict("records")


def parts(before: Deal | None, after: Deal, at_old_rate: Mapping[str, Decimal], ended: bool, rules: Rules) -> Parts:
    """Return the parts of one deal's difference; they add up to it exactly."""
    difference = after["value"] - (before["value"] if before else ZERO)
    whole = whole_reason(before, after, ended)
    if whole or before is None:
        return [(whole or "new", difference)]
    if not before["open"]:
        return [("advanced" if difference > 0 else "fell_back", difference)]
    return split(before, after, at_old_rate, rules)


def whole_reason(before: Deal | None, after: Deal, ended: bool) -> str | None:
    """Return the reason that takes the whole difference, or None where it is to be split."""
    if after["wins"]:
        return "won"
    if after["stage"] in OUTCOMES:
        return str(after["stage"])
    if before is None:
        return "new"
    if after["stage"] == "won" or not after["closes"]:
        return "moved_out"
    if not before["closes"] and not before["wins"]:
        return "moved_in"
    return "expired" if ended else None


def split(before: Deal, after: Deal, at_old_rate: Mapping[str, Decimal], rules: Rules) -> Parts:
    """Return the parts of a deal that is open and closes in the quarter on both days."""
    amount, stage, override = before["amount_base"], after["stage"], after["probability"]
    steps = [
        before["value"],
        weighted(amount, chance(stage, before["probability"], rules), rules.places) or ZERO,
        weighted(amount, chance(stage, override, rules), rules.places) or ZERO,
        weighted(repriced(after, at_old_rate), chance(stage, override, rules), rules.places) or ZERO,
        after["value"],
    ]
    moved, judged, resized, revalued = (new - old for old, new in pairwise(steps))
    return [
        (direction(before["stage"], stage, moved, rules), moved),
        ("probability", judged),
        ("amount_up" if resized > 0 else "amount_down", resized),
        ("currency", revalued),
    ]


def repriced(after: Deal, at_old_rate: Mapping[str, Decimal]) -> Decimal | None:
    """Return the new amount at the rate of b; without such a rate the new one serves: a change of amount."""
    new: Decimal | None = after["amount_base"]
    return at_old_rate.get(after["opportunity"], new)


def direction(old: str | None, new: str | None, amount: Decimal, rules: Rules) -> str:
    """Return whether the deal advanced or fell back: by the order of the stages; by the amount where one is unknown."""
    order = list(rules.probabilities)
    if old in order and new in order:
        return "advanced" if order.index(new) > order.index(old) else "fell_back"
    return "advanced" if amount > 0 else "fell_back"


def off_funnel(before: Figures, after: Figures) -> Parts:
    """Return the parts of the bridge that no deal made."""
    changes = (("off_funnel", after.off_funnel - before.off_funnel),
               ("off_funnel_expected", after.expected - before.expected))  # fmt: skip
    return [(reason, amount) for reason, amount in changes if amount]


def by_reason(deals: pd.DataFrame, others: Parts) -> pd.DataFrame:
    """Return one row per reason in bridge order: `reason`, `amount`, `opportunities` (list of (id, amount)).

    `deals` is what `bridge` returns, `others` what `off_funnel` returns. A reason whose deals cancel out stays.
    """
    rows = [
        (reason, sum(group["amount"], ZERO), list(zip(group["opportunity"], group["amount"], strict=True)))
        for reason, group in deals.groupby("reason", sort=False)
    ]
    rows += [(reason, amount, []) for reason, amount in others]
    return pd.DataFrame(rows, columns=["reason", "amount", "opportunities"], dtype=object)
