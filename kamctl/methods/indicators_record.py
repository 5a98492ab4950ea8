"""Indicators that are read off the records of an account: tenure, ratings, surveys, referrals, installs."""

import numpy as np

from kamctl.methods.by_account import Flags, Floats, over
from kamctl.methods.facts import Facts, Figures, back, figures, stamp

DAYS_A_YEAR = 365.25
SWITCHING = {
    "procedural": ("economic", "evaluation", "learning", "organisation"),
    "financial": ("benefit", "money"),
    "relational": ("personal", "brand"),
}
"""The eight switching costs in their three groups (Burnham, Frels, Mahajan 2003)."""


def tenure(facts: Facts) -> Figures:
    """Years since the account became a customer; 0 before that day."""
    days = (stamp(facts.as_of).to_datetime64() - facts.since).astype("timedelta64[D]")
    years = np.where(np.isnat(days), np.nan, days.astype(np.int64) / DAYS_A_YEAR)
    return figures(facts, years.clip(min=0))


def influence(facts: Facts) -> Figures:
    """Influence on other customers, 1 to 5."""
    return rating(facts, "influence")


def position(facts: Facts) -> Figures:
    """Position in its industry, 1 to 5."""
    return rating(facts, "position")


def reference(facts: Facts) -> Figures:
    """Worth as a reference, 1 to 5."""
    return rating(facts, "reference")


def credit(facts: Facts) -> Figures:
    """Credit grade, 1 best to 5 worst."""
    return rating(facts, "credit")


def competitor_key_account(facts: Facts) -> Figures:
    """1 where a competitor treats the account as its key account, 0 where it is known that none does."""
    return rating(facts, "competitor_key_account")


def rating(facts: Facts, fact: str) -> Figures:
    """Return one rated fact."""
    chosen = facts.rated["fact"].to_numpy() == fact
    by = facts.rated_by.where(chosen)
    value, on = facts.rated["value"].to_numpy("float64")[chosen], facts.rated["on"].to_numpy("datetime64[s]")[chosen]
    return figures(facts, by.total(value), by.first(on))


def recommend(facts: Facts) -> Figures:
    """Mean of "how likely would you recommend us", 0 to 10, of the last survey that asked it."""
    chosen = latest(facts, "recommend")
    by, answers = facts.answers_by.where(chosen), facts.answers
    value, day = (answers["value"].to_numpy("float64"), answers["date"].to_numpy("datetime64[s]"))
    return figures(facts, by.mean(value[chosen]), by.last(day[chosen]))


def switching_cost(facts: Facts) -> Figures:
    """Index of switching costs of the last survey that asked: mean of the three groups' means, 1–5 as 0–100.

    An item is the mean of its answers, a group the mean of its answered items. Unknown unless each group has one.
    """
    chosen = latest(facts, "switching")
    by, answers = facts.answers_by.where(chosen), facts.answers
    item, value = answers["item"].to_numpy()[chosen], answers["value"].to_numpy("float64")[chosen]
    valid = (value >= 1) & (value <= 5)
    groups = []
    for names in SWITCHING.values():
        items = np.column_stack([by.mean(np.where(valid & (item == name), value, np.nan)) for name in names])
        answered = ~np.isnan(items)
        groups.append(over(np.where(answered, items, 0.0).sum(axis=1), answered.sum(axis=1)))
    index = (np.column_stack(groups).mean(axis=1) - 1) * 25
    return figures(facts, index, by.last(answers["date"].to_numpy("datetime64[s]")[chosen]))


def latest(facts: Facts, question: str) -> Flags:
    """Return which answers are to `question`, and of their account's last survey that has any."""
    day, by = facts.answers["date"].to_numpy("datetime64[s]"), facts.answers_by
    asked: Flags = facts.answers["question"].to_numpy() == question
    last: Flags = day == by.of_rows(by.where(asked).last(day[asked]))
    return asked & last


def referrals(facts: Facts) -> Figures:
    """Recommendations in the last 24 months.

    0 for an account without any if the book keeps referrals at all, that is, has one of some account; else unknown.
    """
    by, day = facts.by(facts.referrals["account"]), facts.referrals["date"].to_numpy("datetime64[s]")
    count = by.counts(day > back(facts.as_of, 24).to_datetime64()).astype("float64")
    return figures(facts, count if len(facts.referrals) else count * np.nan)


def competitor_share(facts: Facts) -> Figures:
    """Competitors' units ÷ all units that stand on the day. Unknown without installs, or if one's number is unknown.

    It is as old as the oldest count in it.
    """
    by, units = facts.by(facts.installs["account"]), facts.installs["units"].to_numpy("float64")
    every = by.whole(units)
    theirs = np.where(np.isnan(every), np.nan, of_others(facts, units))
    on = facts.installs["on"].to_numpy("datetime64[s]")
    return figures(facts, over(theirs, every), by.first(on), theirs, every, by.any(np.isnat(on)))


def of_others(facts: Facts, units: Floats) -> Floats:
    """Return the units of competitors by account."""
    theirs: Flags = ~facts.installs["own"].to_numpy(bool)
    return facts.by(facts.installs["account"]).where(theirs).sums(units[theirs])
