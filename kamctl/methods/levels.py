"""Levels: the same score for accounts, for whole customer groups, and for single sites.

    account   a folder of kind account; what stands on it counts for it alone, also if it has accounts below
    group     the root of a tree of parents and all accounts below it, each counted once
    site      a plant of an account, by the site that invoices, orders, deals and installs carry

A group's value follows from its accounts' values:

    sum    revenue, profit, potential, pipeline, referrals: Σ of the accounts; so the parts add up to the whole
    ratio  margin, share of wallet, trend, overdue and competitors' share: Σ of the parts ÷ Σ of the wholes
    pool   active quarters, concentration on families: computed anew from the sales lines of all accounts
    most   tenure, a competitor's key account: the longest; yes, if of one account
    mean   ratings, surveys, days beyond terms: the group's own value, if its folder is of kind group and has one;
           else the mean of the accounts, weighted by revenue

Not every account tells everything. A group's value rests on the accounts of which it is known; it is unknown where
these bring less than 80 % of the group's revenue (or, without revenue, are less than 80 % of its accounts). It is known
as of the oldest value that went into it, and a value past its shelf life goes into none. Sales, deals and balances that
stand on a folder of kind group count for the group; a potential that stands there is meant for the whole group, so it
counts only where too little is known of the accounts' potentials.

A site has what its records carry: revenue, profit, margin, active quarters, trend, pipeline, competitors' units,
concentration. All else is unknown of a site, so its evidence is low and its tier mostly provisional. A record that
names no site counts for the account's only site, if it has but one; else it is of no site: told apart, so that sites
and rest add up to the account. Where an account has such records, a site of it without sales is not known to have none.

Values are normalised among the units of their level.

Source: 集团客户; the rules are ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import pandas as pd

from kamctl.methods.facts import Facts
from kamctl.methods.indicators import INDICATORS, Measured, measure, too_old
from kamctl.methods.sources import OfIndicator, Source, joined, source_of

Level = Literal["account", "group", "site"]
COVERAGE = 0.8
NOWHERE = ("revenue", "gross_profit", "pipeline")
OWN = frozenset(("purchasing_volume", "open_potential", "share_of_wallet"))


@dataclass(frozen=True, slots=True)
class Leveled:
    """What was measured on a level. `units` are its units by id: name, name_zh, parent, segment, owner, and on the
    level of groups `accounts` (how many). `apart` has, of sites, what is of none: by account, `NOWHERE`.
    """

    units: pd.DataFrame
    measured: Measured
    apart: pd.DataFrame


def at_level(facts: Facts, level: Level, shelf_lives: Mapping[str, int | None], slugs: Iterable[str]) -> Leveled:
    """Return the indicators `slugs` of all units of a level."""
    if level == "group":
        return Groups(facts, shelf_lives, tuple(slugs)).leveled()
    if level == "site":
        return of_sites(facts, shelf_lives, tuple(slugs))
    return Leveled(facts.units, measure(facts, shelf_lives, slugs), pd.DataFrame(columns=list(NOWHERE)))


class Groups:
    """Customer groups, and how their values follow from those of the folders below them."""

    def __init__(self, facts: Facts, shelf_lives: Mapping[str, int | None], slugs: tuple[str, ...]) -> None:
        self.facts = replace(facts, accounts=facts.accounts.assign(kind="account"))  # all folders, groups too
        self.shelf_lives = shelf_lives
        self.slugs = slugs
        self.group = facts.accounts.set_index("account")["group"]
        self.kind = facts.accounts.set_index("account")["kind"]
        self.known: dict[str, pd.Series] = {}  # by indicator, the folders whose value went into their group's

    @cached_property
    def business(self) -> pd.Series:
        """Which folders do business: the accounts, and whatever else money stands on."""
        frames = (self.facts.states, self.facts.installs, self.facts.receivables)
        named = {*self.facts.sales["account"].unique(), *(name for one in frames for name in one["account"])}
        return (self.kind == "account") | self.kind.index.isin(list(named))

    @cached_property
    def weight(self) -> pd.Series:
        """The revenue of each folder that does business; 0 for the others, and where it is unknown."""
        return self.facts.series(self.facts.sold).clip(lower=0).fillna(0.0).where(self.business, 0.0)

    @cached_property
    def units(self) -> pd.DataFrame:
        """The groups in which somebody does business."""
        count = self.summed((self.kind == "account").astype("float64"))
        table = self.facts.units.loc[self.facts.units.index.isin(self.group[self.business])]
        return table.assign(parent=None, accounts=count.reindex(table.index).astype(int))

    def summed(self, amounts: pd.Series) -> pd.Series:
        """Return the sum over the folders of each group; NaN where none is known."""
        return amounts.groupby(self.group).sum(min_count=1)

    def leveled(self) -> Leveled:
        """Return the values of all groups."""
        index = self.units.index
        found = {slug: self.rolled(slug).reindex(index) for slug in self.slugs}

        def table(column: str) -> pd.DataFrame:
            return pd.DataFrame({slug: one[column] for slug, one in found.items()}, index=index)

        flags = (table(name).fillna(False).astype(bool) for name in ("stale", "undated"))
        measured = Measured(table("value"), table("as_of"), OfGroups(self), *flags)
        return Leveled(self.units, measured, pd.DataFrame(columns=list(NOWHERE)))

    def rolled(self, slug: str) -> pd.DataFrame:
        """Return one indicator by group: value, as_of, stale, undated."""
        indicator = INDICATORS[slug]
        figures = indicator.compute(self.facts).table
        old = too_old(figures, self.facts, self.shelf_lives.get(slug))
        values = figures["value"].mask(old)
        used = (self.ratio_known(figures) if indicator.roll == "ratio" else values.notna()) & ~old
        used &= self.business | (indicator.roll in ("most", "mean"))
        if indicator.roll == "mean":
            used &= ~self.overruled(used)
        value = getattr(self, f"by_{indicator.roll}")(slug, figures.where(used))
        if slug in OWN:
            value = self.or_own(slug, value, old, used)
        self.known[slug] = used
        unknown = value.isna()
        lacking = figures["as_of"].isna() | figures["undated"]
        undated = (used & lacking & (indicator.shelf_life is not None)).groupby(self.group).any() & ~unknown
        stale = old.groupby(self.group).any() & unknown
        as_of = self.oldest(figures["as_of"].where(used)).mask(undated)
        as_of = as_of.where(~stale, self.oldest(figures["as_of"].where(old)))
        return pd.DataFrame({"value": value, "as_of": as_of, "stale": stale, "undated": undated})

    def oldest(self, days: pd.Series) -> pd.Series:
        """Return the first of the days of each group."""
        return days.groupby(self.group).min()

    @staticmethod
    def ratio_known(figures: pd.DataFrame) -> pd.Series:
        """Return of which folders both part and whole are known."""
        return figures["part"].notna() & figures["whole"].notna()

    def overruled(self, known: pd.Series) -> pd.Series:
        """Return the folders whose value does not count: a group's own does alone, that of a folder between never."""
        own = known & (self.kind == "group") & (self.group == self.group.index)
        return known & ~own & (self.group.map(own.groupby(self.group).any()) | (self.kind == "group"))

    def covered(self, value: pd.Series, known: pd.Series) -> pd.Series:
        """Return `value` by group, NaN where the folders of which it is known stand for too little of the group."""
        whole, count = self.summed(self.weight), self.summed(self.business.astype("float64"))
        by_weight = self.summed(self.weight.where(known, 0.0)) / whole
        by_count = self.summed((known & self.business).astype("float64")) / count
        return value.where(by_weight.where(whole > 0, by_count).round(9) >= COVERAGE)

    def by_sum(self, slug: str, figures: pd.DataFrame) -> pd.Series:
        """Return Σ of the accounts."""
        return self.covered(self.summed(figures["value"]).round(6), figures["value"].notna())

    def by_ratio(self, slug: str, figures: pd.DataFrame) -> pd.Series:
        """Return Σ of the parts ÷ Σ of the wholes; where there is no whole, the mean of what is known."""
        part, whole = self.summed(figures["part"]), self.summed(figures["whole"])
        value = (part / whole).where(whole > 0, figures["value"].groupby(self.group).mean().where(whole == 0))
        return self.covered(value, figures["whole"].notna())

    def by_mean(self, slug: str, figures: pd.DataFrame) -> pd.Series:
        """Return the group's own value, else the mean weighted by revenue, a plain one where there is none."""
        values, known = figures["value"], figures["value"].notna()
        weight = self.weight.where(known)
        whole = self.summed(weight)
        mean = (self.summed(values * weight) / whole).where(whole > 0, values.groupby(self.group).mean())
        own = values[(self.kind == "group") & known]
        return own.reindex(mean.index).where(mean.index.isin(own.index), self.covered(mean, known))

    def by_most(self, slug: str, figures: pd.DataFrame) -> pd.Series:
        """Return the largest value; nothing but zeros must be known of enough accounts to count."""
        value = figures["value"].groupby(self.group).max()
        return value.where(value > 0, self.covered(value, figures["value"].notna()))

    def by_pool(self, slug: str, figures: pd.DataFrame) -> pd.Series:
        """Return what follows from the sales lines of all accounts together."""
        return self.covered(INDICATORS[slug].compute(self.pooled)["value"], figures["value"].notna())

    def or_own(self, slug: str, value: pd.Series, old: pd.Series, used: pd.Series) -> pd.Series:
        """Return `value`, where unknown what follows from the potential of the group's folder and all its sales.

        `used` is brought up to date.
        """
        own = INDICATORS[slug].compute(self.pooled)["value"].mask(old)
        roots = own.index[(self.kind == "group") & (self.group == self.group.index) & own.notna()]
        taken = value.index[value.isna() & value.index.isin(roots)]
        used[self.group.isin(taken)] = False
        used[taken] = True
        return value.fillna(own.reindex(taken))

    @cached_property
    def pooled(self) -> Facts:
        """The facts with the sales lines of groups in place of those of accounts."""
        return of_groups(self.facts)


def of_groups(facts: Facts) -> Facts:
    """Return the facts with the sales lines of customer groups for those of accounts; all folders have a row."""
    group = facts.accounts.set_index("account")["group"]
    sales = facts.sales.assign(account=renamed(facts.sales["account"], group))
    return replace(facts, sales=sales, accounts=facts.accounts.assign(kind="account"))


def renamed(account: pd.Series, names: pd.Series) -> pd.Series:
    """Return a column of categories under other names, several of which may become one."""
    texts = account.astype(object)
    return texts.map(names).astype("category")


@dataclass(frozen=True, slots=True)
class OfGroups:
    """The sources of the values of groups: those of the folders that went into them."""

    groups: Groups

    def __getitem__(self, slug: str) -> OfIndicator:
        return OfIndicator(self, slug)

    def of(self, slug: str, unit: str) -> Source:
        """Return the source of one value."""
        groups = self.groups
        used = groups.known[slug] & (groups.group == unit)
        return joined([source_of(groups.facts, slug, name) for name in used.index[used]])


def of_sites(facts: Facts, shelf_lives: Mapping[str, int | None], slugs: tuple[str, ...]) -> Leveled:
    """Return the values of all sites, and apart from them what is of no site."""
    parted = site_facts(facts)
    known = [slug for slug in slugs if INDICATORS[slug].of_site]
    every = measure(parted, shelf_lives, dict.fromkeys([*known, *NOWHERE]))
    named = parted.units["site"].notna()
    index = parted.units.index[named]
    frames = (frame.reindex(index=index, columns=list(slugs)) for frame in (every.values, every.as_of))
    flags = (
        frame.reindex(index=index, columns=list(slugs), fill_value=False).astype(bool)
        for frame in (every.stale, every.undated)
    )
    values, as_of = frames
    measured = Measured(values, as_of.apply(pd.to_datetime), every.sources, *flags)
    rest = every.values.loc[~named, list(NOWHERE)].set_axis(parted.units.loc[~named, "parent"])
    return Leveled(parted.units[named], measured, rest[(rest.fillna(0) != 0).any(axis=1)])


def site_facts(facts: Facts) -> Facts:
    """Return the facts by site: `account` is "account/site", or "account/" for what is of no site."""
    place = Places(facts.sites)
    sales, states, installs = (place.moved(frame) for frame in (facts.sales, facts.states, facts.installs))
    vague = {name for one in (sales, states, installs) for name in set(one["account"]) if name.endswith("/")}
    return replace(
        facts, accounts=site_units(facts, vague), sales=sales, states=states, installs=installs,
        potentials=facts.potentials[:0], rated=facts.rated[:0], referrals=facts.referrals[:0],
        answers=facts.answers[:0], receivables=facts.receivables[:0],
    )  # fmt: skip


def site_units(facts: Facts, vague: set[str]) -> pd.DataFrame:
    """Return sites as accounts, and one row for each account of which something is of no site."""
    holder = facts.units[["group", "segment", "owner", "since", "source"]]
    sites = facts.sites[facts.sites["account"].isin(holder.index)]
    rest = pd.DataFrame({"account": [name[:-1] for name in sorted(vague)]})
    table = pd.concat([sites, rest[rest["account"].isin(holder.index)]], ignore_index=True)
    table = table.join(holder, on="account")
    return table.assign(
        parent=table["account"],
        account=table["account"] + "/" + table["site"].fillna(""),
        name_zh=None,
        kind="account",
        payment_days=float("nan"),
        since=table["since"].where(~(table["opened"] > table["since"]), table["opened"]),
        complete=~(table["account"] + "/").isin(vague) | table["site"].isna(),
    )


class Places:
    """Which site a record is of."""

    def __init__(self, sites: pd.DataFrame) -> None:
        self.known = set(zip(sites["account"], sites["site"], strict=True))
        count = sites.groupby("account")["site"].agg(["size", "first"])
        self.only = {str(account): str(site) for account, site in count.loc[count["size"] == 1, "first"].items()}

    def of(self, account: str, site: object) -> str:
        """Return the unit of a record: the site it names, the account's only one, or none."""
        found = self.only.get(account, "") if not isinstance(site, str) else site
        return f"{account}/{found if (account, found) in self.known else ''}"

    def moved(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with the unit in place of the account."""
        pairs = frame[["account", "site"]].astype(object).drop_duplicates()
        unit = {(account, site if isinstance(site, str) else None): self.of(account, site)
                for account, site in pairs.itertuples(index=False)}  # fmt: skip
        named = (site if isinstance(site, str) else None for site in frame["site"])
        units = [unit[pair] for pair in zip(frame["account"], named, strict=True)]
        return frame.assign(account=pd.Categorical(units) if frame["account"].dtype == "category" else units)
