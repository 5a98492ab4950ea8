"""Indicators that are read off the records of an account: tenure, ratings, surveys, referrals, installs."""

import pandas as pd

from kamctl.methods.facts import Facts, back, figures, ratio, stamp

DAYS_A_YEAR = 365.25
SWITCHING = {
    "procedural": ("economic", "evaluation", "learning", "organisation"),
    "financial": ("benefit", "money"),
    "relational": ("personal", "brand"),
}
"""The eight switching costs in their three groups (Burnham, Frels, Mahajan 2003)."""


def tenure(facts: Facts) -> pd.DataFrame:
    """Years since the account became a customer; 0 before that day."""
    years = (stamp(facts.as_of) - facts.units["since"]).dt.days / DAYS_A_YEAR
    return figures(facts, years.clip(lower=0))


def influence(facts: Facts) -> pd.DataFrame:
    """Influence on other customers, 1 to 5."""
    return rating(facts, "influence")


def position(facts: Facts) -> pd.DataFrame:
    """Position in its industry, 1 to 5."""
    return rating(facts, "position")


def reference(facts: Facts) -> pd.DataFrame:
    """Worth as a reference, 1 to 5."""
    return rating(facts, "reference")


def credit(facts: Facts) -> pd.DataFrame:
    """Credit grade, 1 best to 5 worst."""
    return rating(facts, "credit")


def competitor_key_account(facts: Facts) -> pd.DataFrame:
    """1 where a competitor treats the account as its key account, 0 where it is known that none does."""
    return rating(facts, "competitor_key_account")


def rating(facts: Facts, fact: str) -> pd.DataFrame:
    """Return one rated fact."""
    rows = facts.rated[facts.rated["fact"] == fact].set_index("account")
    return figures(facts, rows["value"], rows["on"])


def recommend(facts: Facts) -> pd.DataFrame:
    """Mean of "how likely would you recommend us", 0 to 10, of the last survey that asked it."""
    rows = latest(facts, "recommend")
    by = rows.groupby("account")
    return figures(facts, by["value"].mean(), by["date"].max())


def switching_cost(facts: Facts) -> pd.DataFrame:
    """Index of switching costs of the last survey that asked: mean of the three groups' means, 1–5 as 0–100.

    An item is the mean of its answers, a group the mean of its answered items. Unknown unless each group has one.
    """
    rows = latest(facts, "switching")
    group = rows["item"].map({item: name for name, items in SWITCHING.items() for item in items})
    valid = rows.assign(group=group)[group.notna() & rows["value"].between(1, 5)]
    items = valid.groupby(["account", "group", "item"])["value"].mean()
    groups = items.groupby(level=["account", "group"]).mean().groupby(level="account")
    index = ((groups.mean() - 1) * 25).where(groups.size() == len(SWITCHING))
    by = rows.groupby("account")
    return figures(facts, index, by["date"].max())


def latest(facts: Facts, question: str) -> pd.DataFrame:
    """Return the answers to `question` of each account's last survey that has any."""
    rows = facts.answers[facts.answers["question"] == question]
    return rows[rows["date"] == rows.groupby("account")["date"].transform("max")]


def referrals(facts: Facts) -> pd.DataFrame:
    """Recommendations in the last 24 months.

    0 for an account without any if the book keeps referrals at all, that is, has one of some account; else unknown.
    """
    counted = facts.referrals[facts.referrals["date"] > back(facts.as_of, 24)].groupby("account").size()
    kept = pd.Series(0.0 if len(facts.referrals) else float("nan"), facts.units.index)
    count = counted.reindex(facts.units.index).astype("float64").fillna(kept)
    return figures(facts, count)


def competitor_share(facts: Facts) -> pd.DataFrame:
    """Competitors' units ÷ all units that stand on the day. Unknown without installs, or if one's number is unknown.

    It is as old as the oldest count in it.
    """
    by = facts.installs.groupby("account")
    every = by["units"].sum().where(by["units"].count() == by.size())
    theirs = facts.installs[~facts.installs["own"]].groupby("account")["units"].sum().reindex(every.index).fillna(0.0)
    undated = facts.installs["on"].isna().groupby(facts.installs["account"]).any()
    return figures(facts, ratio(theirs, every), by["on"].min(), theirs, every, undated)
