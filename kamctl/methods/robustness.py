"""Robustness: would an account have its tier, and its rank, if the weights had been set a little otherwise?

Weights are judgements. So the whole scorecard is computed N = 1,000 times with weights drawn around those of the
settings, as they are in proportion to each other:

    groups       Dirichlet(50 · W)      W the weights of the groups, adding up to 1
    indicators   Dirichlet(50 · w)      w those within a group, adding up to 1

A weight of 0 stays 0. With 50, a group of weight 0.2 is drawn between 0.11 and 0.30 nine times of ten. Told are the
share of draws in which the account has the tier it has with the weights as set, how often it has each other one, and
between which ranks it lies in nine of ten draws (5 to 95 %). A tier that holds in less than, say, 90 % of the draws
rests on the choice of weights as much as on the account.

The draws come from `numpy.random.RandomState`, whose stream is frozen: the same seed gives the same draws everywhere.
First come all draws of the groups that have a weight, in the order of the settings, then, group by group, all draws of
the indicators that have a weight in it, in the order of the settings. What is unknown stays so in each draw, and values
are normalised once: no weight changes them.

Source: ours; Dirichlet weights as in Monte Carlo tests of multi-criteria scores, e.g. Butler, Jia and Dyer (1997),
European Journal of Operational Research 103(3):531–546.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.normalise import Floats
from kamctl.methods.score import Plan, Scored, inverse, shares
from kamctl.methods.tiers import TierRule

DRAWS = 1000
SEED = 1
CONCENTRATION = 50.0
CELLS = 2_000_000
"""How many scores are computed at once: it bounds the memory that is needed."""
LOW, HIGH = 0.05, 0.95
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Weights drawn: `groups` draws × groups, `indicators` draws × indicators (each weight within its group)."""

    groups: Floats
    indicators: Floats


def drawn(plan: Plan, count: int, seed: int) -> Drawn:
    """Return `count` draws of the weights of a plan."""
    random = np.random.RandomState(seed)
    members = plan.members()
    groups = dirichlet(random, shares(np.array(list(plan.groups.values()), dtype="float64")), count)
    indicators = np.zeros((count, len(plan.indicators)))
    for group in range(members.shape[1]):
        indicators += dirichlet(random, shares(members[:, group]), count)
    return Drawn(groups, indicators)


def dirichlet(random: np.random.RandomState, weights: Floats, count: int) -> Floats:
    """Return draws × weights; what has no weight gets none, and nobody's draw depends on it."""
    found = np.zeros((count, len(weights)))
    used = np.flatnonzero(weights > 0)
    if len(used):
        found[:, used] = random.dirichlet(CONCENTRATION * weights[used], count)
    return found


def robustness(scored: Scored, plan: Plan, tiers: Sequence[TierRule], tier: pd.Series, draws: Drawn) -> pd.DataFrame:
    """Return by account: holds (share of draws in which it has its `tier`), rank_low and rank_high (5 and 95 % of the
    ranks; NaN without score), and a column for each tier's slug (share of draws; 1 in all).

    `tier` is by account, None for none.
    """
    count, accounts = len(draws.groups), len(scored.scores)
    names = [rule.tier for rule in tiers]
    had = np.zeros((accounts, len(names) + 1))
    ranks = np.zeros((accounts, count), dtype=np.int64)
    for first, columns in blocks(scored, plan, draws):
        which = tier_numbers(columns, tiers)
        for number in range(len(names) + 1):
            had[:, number] += (which == number).sum(axis=1)
        last = first + which.shape[1]
        ranks[:, first:last] = rank_numbers(columns["score"])
    own = [names.index(one) if one in names else len(names) for one in tier.reindex(scored.scores.index)]
    ranks.sort(axis=1)
    low, high = (ranks[:, max(0, int(np.ceil(round(part * count, 9))) - 1)] for part in (LOW, HIGH))
    known = scored.scores["score"].notna()
    table = pd.DataFrame({"holds": had[np.arange(accounts), own] / count}, index=scored.scores.index)
    table["rank_low"], table["rank_high"] = (pd.Series(rank, table.index).where(known) for rank in (low, high))
    return table.join(pd.DataFrame(had[:, : len(names)] / count, index=table.index, columns=names))


def blocks(scored: Scored, plan: Plan, draws: Drawn) -> Iterator[tuple[int, dict[str, Floats]]]:
    """Yield, for some draws at a time, the first one's number, and score and groups (accounts × draws), as shown."""
    worth = scored.normalised.to_numpy("float64")
    size = max(1, CELLS // max(1, len(worth)))
    for first in range(0, len(draws.groups), size):
        part = Drawn(draws.groups[first : first + size], draws.indicators[first : first + size])
        yield first, scores_of(worth, plan, part)


def scores_of(worth: Floats, plan: Plan, draws: Drawn) -> dict[str, Floats]:
    """Return score and groups for each account (rows) and draw (columns), rounded as they are shown."""
    known = ~np.isnan(worth)
    filled = np.where(known, worth, 0.0)
    whole, weight = (np.zeros((len(worth), len(draws.groups))) for _ in range(2))
    found: dict[str, Floats] = {}
    for number, group in enumerate(plan.groups):
        mine = [place for place, one in enumerate(plan.indicators) if one.group == group]
        drawn = draws.indicators[:, mine].T
        judged = known[:, mine].astype("float64") @ drawn
        score = (filled[:, mine] @ drawn) * inverse(judged)
        counts = (judged > 0) * draws.groups[:, number]
        whole += score * counts
        weight += counts
        found[group] = rounded(np.where(judged > 0, score, np.nan))
    return {"score": rounded(np.where(weight > 0, whole * inverse(weight), np.nan)), **found}


def rounded(scores: Floats) -> Floats:
    """Return scores as they are shown: see `score.shown`."""
    steps: Floats = np.floor((scores * 10).round(8) + 0.5) / 10
    return steps


def tier_numbers(columns: dict[str, Floats], tiers: Sequence[TierRule]) -> Whole:
    """Return the place of the first tier that is reached, for each account and draw; the number of tiers for none."""
    shape = columns["score"].shape
    found = np.full(shape, len(tiers), dtype=np.int64)
    for number, rule in reversed(list(enumerate(tiers))):
        holds = np.ones(shape, dtype=bool)
        for of, least in rule.least.items():
            holds &= columns[of] >= least if of in columns else False
        found[holds] = number
    return found


def rank_numbers(scores: Floats) -> Whole:
    """Return the rank of each account in each draw: 1, 2, 2, 4; one without score comes after all."""
    found = np.empty(scores.shape, dtype=np.int64)
    for draw in range(scores.shape[1]):
        falling = -scores[:, draw]
        found[:, draw] = np.searchsorted(np.sort(falling), falling, side="left") + 1
    return found
