"""Where a value comes from: the records or ledger lines behind an indicator of one account.

They are looked up for the account that somebody asks about, not for all: texts for every indicator of every account
took longer than the indicators themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from kamctl.methods.facts import Facts, back
from kamctl.methods.indicators_record import latest
from kamctl.methods.indicators_sales import QUARTERS

Find = Callable[[Facts, str], list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """The places behind one value: `parts` are lists of them, of different kinds (potentials, sales lines).

    `names` say in what was looked, part by part, for those in which nothing was found; `remark` what else to know.
    """

    parts: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    remark: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Return all places."""
        return tuple(place for part in self.parts for place in part)

    @property
    def text(self) -> str:
        """Return them in short: of each part the first and the last place, and in brackets how many there are."""
        shown = [briefly(part, name) for part, name in zip(self.parts, self.names, strict=True)]
        return "; ".join(shown) + self.remark


def briefly(places: Sequence[str], name: str) -> str:
    """Return places as text; `name` where there is none. What the last one shares with the first is left out."""
    if len(places) < 2:
        return "".join(places) or name
    record = places[0].partition(": ")[0] + ": "
    return f"{places[0]} … {places[-1].removeprefix(record)} ({len(places)})"


def joined(sources: Sequence[Source]) -> Source:
    """Return the source of a value made of several, each place once."""
    if not sources:
        return Source()
    parts = zip(*(source.parts for source in sources), strict=True)
    names = sources[0].names if len(sources) == 1 else tuple(folder_of(name) for name in sources[0].names)
    whole = tuple(tuple(dict.fromkeys(place for part in group for place in part)) for group in parts)
    return Source(whole, names, sources[0].remark if len(sources) == 1 else "")


def folder_of(name: str) -> str:
    """Return the first folder of a path, or the name of a ledger."""
    return name.partition("/")[0]


def source_of(facts: Facts, slug: str, account: str) -> Source:
    """Return the source of one indicator of one account."""
    finders = FINDERS[slug]
    names = tuple(facts.basis if finder in LEDGER else folder(facts, account) + "/" for finder in finders)
    parts = tuple(tuple(finder(facts, account)) for finder in finders)
    return Source(parts, names, cost_known(facts, account) if slug in ("gross_profit", "gross_margin") else "")


def folder(facts: Facts, account: str) -> str:
    """Return the folder of an account."""
    return str(facts.accounts.loc[facts.accounts["account"] == account, "source"].iloc[0]).rpartition("/")[0]


def ledger_lines(facts: Facts, account: str, months: int = 12) -> pd.DataFrame:
    """Return the sales lines of the last `months` of one account."""
    return facts.lines[(facts.lines["account"] == account) & (facts.lines["date"] > back(facts.as_of, months))]


def places_of(facts: Facts, rows: pd.DataFrame) -> list[str]:
    """Return the places of sales lines."""
    return list(facts.sales["source"].to_numpy()[rows.index])


def year(facts: Facts, account: str) -> list[str]:
    """Return the sales lines of 12 months."""
    return places_of(facts, ledger_lines(facts, account))


def two_years(facts: Facts, account: str) -> list[str]:
    """Return the sales lines of 24 months."""
    return places_of(facts, ledger_lines(facts, account, 24))


def bought(facts: Facts, account: str) -> list[str]:
    """Return the sales lines that make quarters active."""
    rows = ledger_lines(facts, account, 3 * QUARTERS)
    return places_of(facts, rows[rows["amount"] > 0])


def named(facts: Facts, account: str) -> list[str]:
    """Return the sales lines of 12 months whose family is known."""
    rows = ledger_lines(facts, account)
    return places_of(facts, rows[rows["family"].notna()])


def cost_known(facts: Facts, account: str) -> str:
    """Return of which share of the sales the cost is known, unless of all."""
    share = facts.year.covered(facts.year.costed)[facts.units.index.get_loc(account)]
    return f", cost {share * 100:.0f} %" if share < 1 else ""


def listed(frame: str) -> Find:
    """Return the finder of all rows of a frame with `account` and `source`."""

    def find(facts: Facts, account: str) -> list[str]:
        table: pd.DataFrame = getattr(facts, frame)
        return list(dict.fromkeys(table.loc[table["account"] == account, "source"]))

    return find


potentials, balances, installs = listed("potentials"), listed("receivables"), listed("installs")


def invoices(facts: Facts, account: str) -> list[str]:
    """Return nothing: a count-back may use any invoice, so the ledger is named."""
    return []


def rated(fact: str) -> Find:
    """Return the finder of a rated fact."""

    def find(facts: Facts, account: str) -> list[str]:
        table = facts.rated
        return list(table.loc[(table["account"] == account) & (table["fact"] == fact), "source"])

    return find


def asked(question: str) -> Find:
    """Return the finder of the last survey that asked a question."""

    def find(facts: Facts, account: str) -> list[str]:
        rows = facts.answers[latest(facts, question)]
        return list(dict.fromkeys(rows.loc[rows["account"] == account, "source"]))

    return find


def of_record(key: str) -> Find:
    """Return the finder of a field of account.yaml."""
    return lambda facts, account: [f"{folder(facts, account)}/account.yaml: {key}"]


def deals(facts: Facts, account: str) -> list[str]:
    """Return the open deals."""
    mine = facts.states[(facts.states["account"] == account) & facts.states["ended"].isna()]
    return [f"{folder(facts, account)}/opportunities/{name.rpartition('/')[2]}.yaml" for name in mine["opportunity"]]


LEDGER = frozenset((year, two_years, bought, named, invoices))
FINDERS: Mapping[str, tuple[Find, ...]] = {
    "revenue": (year,), "gross_profit": (year,), "gross_margin": (year,), "purchasing_volume": (potentials,),
    "active_quarters": (bought,), "tenure": (of_record("since"),), "share_of_wallet": (potentials, year),
    "recommend": (asked("recommend"),), "referrals": (of_record("referrals"),),
    "switching_cost": (asked("switching"),), "open_potential": (potentials, year), "revenue_trend": (two_years,),
    "pipeline": (deals,), "days_beyond_terms": (balances, invoices), "overdue_share": (balances,),
    "competitor_share": (installs,), "family_concentration": (named,), "credit": (rated("credit"),),
    "influence": (rated("influence"),), "position": (rated("position"),), "reference": (rated("reference"),),
    "competitor_key_account": (rated("competitor_key_account"),),
}  # fmt: skip


class SourceOf(Protocol):
    """What tells where values come from: `sources["revenue"]["norla"]` is a text."""

    def __getitem__(self, slug: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of all values of accounts."""

    facts: Facts

    def __getitem__(self, slug: str) -> "OfIndicator":
        return OfIndicator(self, slug)

    def of(self, slug: str, unit: str) -> Source:
        """Return the source of one value."""
        return source_of(self.facts, slug, unit)


class Told(Protocol):
    """What knows the source of a value: of an account, or of a group of them."""

    def of(self, slug: str, unit: str) -> Source: ...


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """The sources of one indicator, as text by unit."""

    sources: Told
    slug: str

    def __getitem__(self, unit: str) -> str:
        return self.source(unit).text

    def source(self, unit: str) -> Source:
        """Return the places, too."""
        return self.sources.of(self.slug, unit)
