"""Weekly funnel: where will the quarter end, how far did this week bring us, and is it enough?

Week w is an ISO week; b is the end of the week before; Q is the quarter of the week's last day. The running week ends
at the report's day. The quarter is seen as it stood at the end of a day d:

    F  in-funnel forecast 漏斗内预计
         Σ amount · probability of the deals open on d whose close lies in Q;
         0 once Q has ended
    O  off-funnel sales 漏斗外销售额
         orders of Q up to d that belong to no deal
    C  cumulative sales 本季度累计销售额
         won in Q up to d, at the amount of the win
         − cancelled in Q up to d + O
    R  expected off-funnel sales
         by the settings: the amount set for Q − O, not below 0;
         or `estimate`: mean weekly off-funnel sales of the 52 weeks
         before Q · weeks left after d; or none: 0. 0 once Q has ended

    forecast 销售预计             F + R
    outlook 季末预测              E = C + F + R
    progress 销售进展             P = E(w) − E(b)
    share of target 销售进展率    P ÷ T, with T the target of Q
    needed a week 所需周进展      max(0, T − E(b)) ÷ weeks left
                                  (Sundays from this week's to the end of Q,
                                  at least 1); from zero: T ÷ 13
    gap to close                  T − C; forecast ÷ gap below 1:
                                  find more opportunities
    coverage                      open amount closing in Q ÷ gap

The state at b is seen from Q: in the first week of a quarter its deals already stand in F, while C and O are 0. A week
that straddles the end of a quarter has two parts: `closing`, the old quarter from b to its last day, on which its F
becomes 0, and the new quarter. So nothing between is lost, and Σ P over the parts of a quarter = E(end) − E(start).

A deal counts with the probability of its stage, or with its own while somebody set one. Open deals are converted at
the rate of d, wins at the rate of their day, each rounded once; the weighted amount is rounded once more, per deal.
A cancellation takes the amount of the win off the quarter in which it is entered. Whose deal or account it is, is
read at the end of the week, for both states: handing a deal over is no progress. A deal whose amount or close is not
known is listed, not summed; what is not known (a target) is null, never 0.

Why progress and not the outlook alone: a quarter is lost week by week, while it can still be helped. The bridge
(`kamctl explain funnel-bridge`) says which deals made it.

Sources: 大客户销售技巧与客户关系管理 (销售进展, 漏斗外销售额); 《销售机会的管理指标》 (2017). The end of a quarter,
cancellations and R are ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from kamctl.periods import FiscalYear, Period, quarter_of, sundays_left
from kamctl.rounding import round_money

ZERO = Decimal(0)
WEEKS_OF_QUARTER = 13


@dataclass(frozen=True, slots=True)
class Rules:
    """Probability (share) and limit (days, None: no limit) of each stage, in funnel order; decimals of the currency."""

    probabilities: Mapping[str, Decimal]
    limits: Mapping[str, int | None]
    places: int


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a week: `quarter` from the end of day `before` to the end of day `until`."""

    quarter: Period
    before: date
    until: date

    @property
    def weeks_left(self) -> int:
        """Sundays from this week's to the quarter's end, at least 1."""
        sunday = self.until + timedelta(6 - self.until.weekday())
        return max(1, sundays_left(sunday, self.quarter.last))


@dataclass(frozen=True, slots=True)
class Figures:
    """A quarter at the end of a day, money in the book's currency."""

    funnel: Decimal
    won: Decimal
    off_funnel: Decimal
    expected: Decimal
    open_amount: Decimal

    @property
    def cumulative(self) -> Decimal:
        """C."""
        return self.won + self.off_funnel

    @property
    def forecast(self) -> Decimal:
        """F + R."""
        return self.funnel + self.expected

    @property
    def outlook(self) -> Decimal:
        """E."""
        return self.cumulative + self.forecast


@dataclass(frozen=True, slots=True)
class Progress:
    """What a part of a week brought: the figures before and after, and how they stand to the target."""

    span: Span
    target: Decimal | None
    before: Figures
    after: Figures
    places: int

    @property
    def progress(self) -> Decimal:
        """P."""
        return self.after.outlook - self.before.outlook

    @property
    def progress_share(self) -> float | None:
        """P as a share of the target."""
        return share(self.progress, self.target)

    @property
    def needed(self) -> Decimal | None:
        """Progress a week that the target still asks for, seen from b."""
        if self.target is None:
            return None
        return round_money(max(ZERO, self.target - self.before.outlook) / self.span.weeks_left, self.places)

    @property
    def needed_share(self) -> float | None:
        """P as a share of the progress needed."""
        return share(self.progress, self.needed)

    @property
    def needed_from_zero(self) -> Decimal | None:
        """Progress a week that the target asks for when nothing is there yet."""
        return None if self.target is None else round_money(self.target / WEEKS_OF_QUARTER, self.places)

    def gap(self, figures: Figures) -> Decimal | None:
        """Return what the target still lacks in sales; negative where it is exceeded."""
        return None if self.target is None else self.target - figures.cumulative

    def coverage(self, figures: Figures) -> float | None:
        """Return the open amount closing in Q as a multiple of the gap; None without a gap."""
        return share(figures.open_amount, self.gap(figures))

    def forecast_share(self, figures: Figures) -> float | None:
        """Return the forecast as a multiple of the gap; None without a gap."""
        return share(figures.forecast, self.gap(figures))


def share(part: Decimal, whole: Decimal | None) -> float | None:
    """Return part ÷ whole rounded to 6 decimals; None where the whole is unknown, zero or negative."""
    return None if whole is None or whole <= 0 else round(float(part / whole), 6)


def spans(week: Period, as_of: date, fiscal: FiscalYear) -> tuple[Span, Span | None]:
    """Return the week's part in its quarter, and the closing part of the quarter before where the week holds its end.

    Raises ValueError for a week that begins after `as_of`.
    """
    if week.first > as_of:
        raise ValueError(week.name)
    until, before = min(week.last, as_of), week.first - timedelta(1)
    quarter, old = quarter_of(until, fiscal), quarter_of(week.first, fiscal)
    return Span(quarter, before, until), Span(old, before, old.last) if old != quarter else None


def chance(stage: str | None, override: Decimal | None, rules: Rules) -> Decimal | None:
    """Return the probability of an open deal: its own, else its stage's; None for a stage the settings don't know."""
    return override if override is not None else rules.probabilities.get(stage or "")


def weighted(amount: Decimal | None, probability: Decimal | None, places: int) -> Decimal | None:
    """Return amount · probability rounded once; None where either is unknown."""
    return None if amount is None or probability is None else round_money(amount * probability, places)


def worth(states: pd.DataFrame, quarter: Period, day: date, rules: Rules) -> pd.DataFrame:
    """Return what each deal counts for in `quarter` at the end of `day`; same rows as `states`.

    Reads `opportunity`, `stage`, `amount`, `amount_base`, `close`, `probability`, `first_seen`, `ended`, `won_on`. Adds
    the columns of `standing`, and `chance` (Decimal, open deals), `weighted` (Decimal, deals in F), both None where
    unknown; `won` (its part in C) and `value` (its part in E; what is unknown adds 0), Decimal.
    """
    deals = standing(states, quarter, day)
    chances = [
        chance(stage, override, rules) if now else None
        for stage, override, now in zip(deals["stage"], deals["probability"], deals["open"], strict=True)
    ]
    amounts = list(deals["amount_base"])
    funnel = [
        weighted(amount, probability, rules.places) if counts else None
        for amount, probability, counts in zip(amounts, chances, deals["in_funnel"], strict=True)
    ]
    won = [sign * (amount or ZERO) if sign else ZERO for amount, sign in zip(amounts, deals["sign"], strict=True)]
    value = [part + (forecast or ZERO) for part, forecast in zip(won, funnel, strict=True)]
    added = {"chance": chances, "weighted": funnel, "won": won, "value": value}
    return deals.assign(**{name: pd.Series(each, index=deals.index, dtype=object) for name, each in added.items()})


def standing(states: pd.DataFrame, quarter: Period, day: date) -> pd.DataFrame:
    """Return `states` with how each deal stands to the quarter at the end of `day`.

    `open`, `closes` (its close lies in the quarter), `wins` (it stands as won in the quarter), `in_funnel` (it counts
    in F), `no_rate` (its amount is known and matters to the quarter, but has no rate) are bool; `sign` (int) says how
    often its amount counts in C: 1 won in the quarter, −1 cancelled in it, 0 both or neither.
    """
    first, last = pd.Timestamp(quarter.first), pd.Timestamp(quarter.last)
    is_open, closes = states["ended"].isna(), states["close"].between(first, last)
    won_in, ended_in = states["won_on"].between(first, last), states["ended"].between(first, last)
    wins = (states["stage"] == "won") & won_in
    cancelled = (states["stage"] == "cancelled") & states["won_on"].notna()
    sign = (wins | (cancelled & won_in)).astype(int) - (cancelled & ended_in).astype(int)
    no_rate = states["amount"].notna() & states["amount_base"].isna()
    matters = (is_open & closes) | (sign != 0)
    return states.assign(
        open=is_open, closes=closes, wins=wins, in_funnel=is_open & closes & (day < quarter.last),
        no_rate=no_rate & matters, sign=sign,
    )  # fmt: skip


def figures(worth: pd.DataFrame, off_funnel: Decimal, expected: Decimal, places: int) -> Figures:
    """Return the figures of the quarter for which `worth` was worked out; O and R come from the orders."""
    funnel = worth[worth["in_funnel"]]
    parts = total(funnel["weighted"]), total(worth["won"]), off_funnel, expected, total(funnel["amount_base"])
    return Figures(*(round_money(part, places) for part in parts))


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the known amounts."""
    return sum((amount for amount in amounts if amount is not None), ZERO)
