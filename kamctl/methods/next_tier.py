"""Next tier: what is missing, and which single value would have to change, and by how much, to reach it?

Tiers stand in order, so the next tier is the one above an account's own; a change that leads to a still higher one
reaches it too. For each indicator whose value is known, the raw value nearest to its own is sought with which the
account would have the next tier, all else being as it is and all accounts normalised anew:

    scale, range   solved exactly, piece by piece, since points are linear between the given ones
    rank           what the other accounts have, and a step beyond: only there does a rank change

    size = |change| ÷ interquartile range of the indicator over the accounts where it is known

The smallest change has the least size: money, days and ratings can be compared only by how much they differ between
accounts. An indicator in which accounts do not differ (range 0) has no size, and comes last. Values stay within what
can be: a rating between 1 and 5, a share of units between 0 and 1, a number of referrals whole.

If no single value suffices, nothing is proposed, and the conditions that fail say why. What is unknown is not proposed
either: finding it out is told as points at stake, see `kamctl explain score`. It is arithmetic, not advice: revenue
does not rise without profit, and some values are nobody's to change.

Source: ours; steps of a rank as `kamctl explain normalise` defines it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.normalise import Floats, Rule, scale
from kamctl.methods.score import Plan, Scored, inverse, row_of, shown
from kamctl.methods.tiers import TierRule

FLAT = 1e-9
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Span:
    """Which raw values an indicator can have: from `low` to `high`, in multiples of `grid` if it has one.

    `step` is how far beyond another account's value is enough to be ahead of it; `places` are the decimals in which
    values are told.
    """

    low: float = -inf
    high: float = inf
    grid: float | None = None
    step: float = 0.01
    places: int = 6


@dataclass(frozen=True, slots=True)
class Missing:
    """A condition of a better tier that an account does not meet; `value` NaN: unknown."""

    tier: str
    of: str
    least: float
    value: float


@dataclass(frozen=True, slots=True)
class Change:
    """One raw value that alone would lead to `tier`; `score` is the score then, `size` NaN: not to be told."""

    indicator: str
    value: float
    to: float
    tier: str
    score: float
    size: float


@dataclass(frozen=True, slots=True)
class NextTier:
    """The tier above an account's own, what is missing to it and those above it, and the changes, smallest first."""

    tier: str
    missing: tuple[Missing, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Case:
    """One account among all: raw values, the plan, what was scored, the rules of tiers, and the spans of values."""

    values: pd.DataFrame
    plan: Plan
    scored: Scored
    tiers: Sequence[TierRule]
    spans: Mapping[str, Span]
    account: str

    @property
    def scores(self) -> pd.Series:
        """The account's scores: score and groups, not rounded."""
        return row_of(self.scored.scores, self.account)


def next_tier(case: Case, tier: str | None) -> NextTier | None:
    """Return what leads to the next tier; None for an account that has the highest, or where there are no tiers."""
    better = above(case.tiers, tier)
    if not better:
        return None
    known = {one.indicator for one in case.plan.indicators}
    found = [change for slug in sorted(known) for change in [nearest(case, slug, better)] if change is not None]
    place = {one.indicator: number for number, one in reversed(list(enumerate(case.plan.indicators)))}
    found.sort(key=lambda one: (one.size != one.size, one.size, place[one.indicator]))
    return NextTier(
        better[-1].tier, tuple(missing(row_of(shown(case.scored.scores), case.account), better)), tuple(found)
    )


def above(tiers: Sequence[TierRule], tier: str | None) -> Sequence[TierRule]:
    """Return the rules of the tiers above `tier`, highest first; all of them if it is None."""
    names = [rule.tier for rule in tiers]
    return tiers[: names.index(tier)] if tier in names else tiers


def missing(scores: pd.Series, better: Sequence[TierRule]) -> Iterator[Missing]:
    """Yield the conditions of each better tier that do not hold, the next tier's first."""
    for rule in reversed(better):
        for of, least in rule.least.items():
            value = float(scores.get(of, np.nan))
            if not value >= least:
                yield Missing(rule.tier, of, least, value)


def nearest(case: Case, slug: str, better: Sequence[TierRule]) -> Change | None:
    """Return the change of one indicator to its nearest value with which the account has one of the `better` tiers."""
    value = float(case.values[slug][case.account])
    if value != value:
        return None
    response = Response(case, slug)
    span = case.spans.get(slug, Span())
    found = on_grid(response, span) if span.grid else [*at_breaks(response, span), *between(response, span, better)]
    exact = reaching(response, span, better, {one for one in found if np.isfinite(one)})
    told = {tellable for one in exact.tolist() for tellable in rounded(one, value, span.places)}
    usable = reaching(response, span, better, told)
    if not len(exact):
        return None
    # A value that can't be told in so many decimals is better than none.
    to = float(min(usable if len(usable) else exact, key=lambda one: abs(one - value)))
    first = int(np.argmax(response.holds(np.array([to]), better)[:, 0]))
    spread = quartile_range(case.values[slug])
    size = abs(to - value) / spread if spread > 0 else float("nan")
    return Change(slug, value, to, better[first].tier, float(response.columns(np.array([to]))["score"][0]), size)


def quartile_range(values: pd.Series) -> float:
    """Return the distance of the quartiles of the known values."""
    low, high = values.dropna().quantile([0.25, 0.75])
    return float(high - low)


def reaching(response: "Response", span: Span, better: Sequence[TierRule], values: Collection[float]) -> Floats:
    """Return those of the values, in order, that can be and with which the account has one of the `better` tiers."""
    usable = np.array(sorted(values), dtype="float64")
    usable = usable[(usable != response.value) & (usable >= span.low) & (usable <= span.high)]
    found: Floats = usable[response.holds(usable, better).any(axis=0)]
    return found


def rounded(value: float, start: float, places: int) -> tuple[float, float]:
    """Return a value rounded to so many decimals away from `start`, and the next one: noise may hide that it is short.

    Values are told so. Rounded to the nearest, a value might not reach what it is to reach.
    """
    scaled = value * 10**places
    whole, on = (np.ceil(scaled - FLAT), 1) if value > start else (np.floor(scaled + FLAT), -1)
    return float(whole / 10**places), float((whole + on) / 10**places)


class Response:
    """How the scores of one account follow from one raw value, the other accounts keeping theirs."""

    def __init__(self, case: Case, slug: str) -> None:
        self.value = float(case.values[slug][case.account])
        self.others = np.sort(case.values[slug].drop(case.account).dropna().to_numpy("float64"))
        self.scores = case.scores
        self.entries = [(number, one) for number, one in enumerate(case.plan.indicators) if one.indicator == slug]
        self.share = case.scored.weight.loc[case.account].fillna(0.0).to_numpy()
        known = case.scored.weight.loc[case.account].notna().to_numpy()
        members = case.plan.members() * known[:, None]
        self.in_group = (members * inverse(members.sum(axis=0))).max(axis=1)

    def columns(self, at: Floats) -> dict[str, Floats]:
        """Return score and groups, not rounded, for each raw value."""
        known = {str(name): float(value) for name, value in self.scores.items() if name != "evidence"}
        found: dict[str, Floats] = {name: np.full(len(at), value) for name, value in known.items()}
        for number, one in self.entries:
            change = self.worth(one.rule, at) - self.worth(one.rule, np.array([self.value]))
            found["score"] = found["score"] + self.share[number] * change
            found[one.group] = found[one.group] + self.in_group[number] * change
        return found

    def worth(self, rule: Rule, at: Floats) -> Floats:
        """Return the normalised value of the account for each raw value."""
        if rule.method == "scale":
            return scale(at, rule.points)
        high = self.rank(at) if rule.method == "rank" else self.range(at)
        return high if rule.better == "high" else 100 - high

    def rank(self, at: Floats) -> Floats:
        """Return the mid-rank among the others and itself."""
        below = np.searchsorted(self.others, at, side="left")
        up_to = np.searchsorted(self.others, at, side="right")
        middle: Floats = 100 * (below + up_to + 1) / 2 / (len(self.others) + 1)
        return middle

    def range(self, at: Floats) -> Floats:
        """Return the place between the smallest and the largest, itself included."""
        low = np.minimum(at, self.others[0]) if len(self.others) else at
        high = np.maximum(at, self.others[-1]) if len(self.others) else at
        return np.where(
            high > low, 100 * np.divide(at - low, high - low, out=np.zeros(len(at)), where=high > low), 50.0
        )

    def holds(self, at: Floats, rules: Sequence[TierRule]) -> Flags:
        """Return which rules (rows) hold for which raw values (columns), judged as scores are shown."""
        columns = shown(pd.DataFrame(self.columns(at)))
        held = [np.ones(len(at), dtype=bool) for _ in rules]
        for row, rule in enumerate(rules):
            for of, least in rule.least.items():
                held[row] &= (columns[of] >= least).to_numpy() if of in columns else False
        return np.array(held)

    def breaks(self) -> Floats:
        """Return the raw values at which the course changes."""
        found = [np.zeros(0)]
        for _, one in self.entries:
            if one.rule.method == "scale":
                found.append(np.array([raw for raw, _ in one.rule.points], dtype="float64"))
            else:
                found.append(
                    self.others if one.rule.method == "rank" else self.others[[0, -1] if len(self.others) else []]
                )
        return np.unique(np.concatenate(found))


def on_grid(response: Response, span: Span) -> list[float]:
    """Return the values that an indicator with a grid can have, as far as they can make a difference."""
    grid = span.grid or 1.0
    known = [*response.breaks(), response.value]
    low = max(span.low, min(known) - grid)
    high = min(span.high, max(known) + grid)
    return [float(number * grid) for number in range(int(np.floor(low / grid)), int(np.ceil(high / grid)) + 1)]


def at_breaks(response: Response, span: Span) -> list[float]:
    """Return the places where the course changes, and the ends of what can be."""
    return [*response.breaks(), *(end for end in (span.low, span.high) if np.isfinite(end))]


def between(response: Response, span: Span, better: Sequence[TierRule]) -> Iterator[float]:
    """Yield, for each tier and each piece between two breaks, the nearest value that reaches it."""
    breaks = response.breaks()
    low, high = np.append(-inf, breaks), np.append(breaks, inf)
    first, second = inside(low, high, response.value)
    left, right = response.columns(first), response.columns(second)
    for rule in better:
        begin, end = low.copy(), high.copy()
        for of, least in rule.least.items():
            if of not in left:
                begin[:] = inf
                continue
            course = Course(first, left[of], (right[of] - left[of]) / (second - first))
            begin, end = course.within(threshold(least), begin, end)
        yield from closest(response.value, (low, high), (begin, end), span)


def inside(low: Floats, high: Floats, start: float) -> tuple[Floats, Floats]:
    """Return two values inside each piece, a third of it from its ends; a piece without end goes on for a while."""
    width = max(1.0, abs(start))
    begin = np.where(np.isfinite(low), low, np.where(np.isfinite(high), high - 3 * width, start - width))
    end = np.where(np.isfinite(high), high, begin + 3 * width)
    return begin + (end - begin) / 3, begin + 2 * (end - begin) / 3


def threshold(least: float) -> float:
    """Return the least score, not rounded, that is shown as `least` or more."""
    return float(np.ceil(round(least * 10, 8)) / 10 - 0.05)


@dataclass(frozen=True, slots=True)
class Course:
    """A straight course in each piece: through `height` at `at`, with this `slope`."""

    at: Floats
    height: Floats
    slope: Floats

    def within(self, least: float, begin: Floats, end: Floats) -> tuple[Floats, Floats]:
        """Return where in each piece, from `begin` to `end`, the course is at `least` or above."""
        flat = np.abs(self.slope * (np.abs(self.at) + 1)) <= FLAT
        crossing = self.at + np.divide(least - self.height, self.slope, out=np.zeros(len(begin)), where=~flat)
        begin = np.where(~flat & (self.slope > 0), np.maximum(begin, crossing), begin)
        end = np.where(~flat & (self.slope < 0), np.minimum(end, crossing), end)
        return np.where(flat & (self.height < least - FLAT), inf, begin), end


def closest(start: float, piece: tuple[Floats, Floats], part: tuple[Floats, Floats], span: Span) -> Iterator[float]:
    """Yield the value of each part of a piece that is nearest to `start`; a step inside where the piece has no end."""
    (low, high), (begin, end) = piece, part
    open_step = np.minimum(span.step, np.where(np.isfinite(high - low), (high - low) / 2, span.step))
    up = np.where(begin > low, begin, low + open_step)
    down = np.where(end < high, end, high - open_step)
    usable = begin <= end
    yield from up[usable & (begin >= start)].tolist()
    yield from down[usable & (end <= start)].tolist()
