"""What every view of the score is made from: the units of a level on a day, measured and scored."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamctl.cli.score_level import Level
from kamctl.cli.score_plan import plan_of, rules_of, shelf_lives
from kamctl.cli.selection import among
from kamctl.frames.indicators import fact_frames
from kamctl.frames.value_types import value_types
from kamctl.methods.facts import Facts, stamp
from kamctl.methods.levels import Leveled, at_level
from kamctl.methods.scorecard import Rules, Scorecard, scorecard
from kamctl.methods.value_type import value_type

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.methods.score import Plan
    from kamctl.records.book import Book
    from kamctl.records.rates import Exchange

BESIDE = ("revenue", "gross_profit")
"""Indicators that are measured whether they are scored or not."""


@dataclass(frozen=True, slots=True)
class View:
    """A book on a day, scored on a level. `values` are the value types of accounts (see `methods.value_type`)."""

    book: "Book"
    level: Level
    facts: Facts
    plan: "Plan"
    rules: Rules
    leveled: Leveled
    card: Scorecard
    values: "pd.DataFrame"

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.book.settings.currency

    @property
    def units(self) -> "pd.DataFrame":
        """The units that are scored, by id."""
        return self.leveled.units


def view_of(book: "Book", exchange: "Exchange", day: date, level: Level) -> View:
    """Return the book scored. Raises KamError (exit 3) for settings that make no sense."""
    plan, rules = plan_of(book.settings.score), rules_of(book.settings.score)
    stages = {stage.id: float(stage.probability) for stage in book.settings.stages}
    frames = fact_frames(book, exchange, day)
    facts = Facts(as_of=day, stages=stages, **frames)
    wanted = dict.fromkeys((*BESIDE, *(one.indicator for one in plan.indicators)))
    leveled = at_level(facts, level.value, shelf_lives(book.settings), wanted)
    card = scorecard(leveled.measured, plan, rules)
    values = value_type(value_types(book, day), stamp(day), book.settings.practice.stale_days)
    return View(book, level, facts, plan, rules, leveled, card, values)


def chosen(view: View, account: str | None, owner: str | None, segment: str | None) -> list[str]:
    """Return the units that were asked for. Raises KamError (usage) for unknown names.

    A group is among them if one of its accounts is, or, where it has none, its own folder; a site if its account is.
    """
    if view.level is Level.ACCOUNT and (account, owner, segment) == (None, None, None):
        return [str(unit) for unit in view.units.index]
    folders = view.facts.accounts.set_index("account")
    group = folders["group"]
    accounts = among(view.book, folders[counting(folders)], account, owner, segment)
    if view.level is Level.ACCOUNT:
        kind = folders["kind"].to_dict()
        return [name for name in accounts if kind[name] == "account"]
    if view.level is Level.SITE:
        return list(view.units.index[view.units["parent"].isin(accounts)])
    return list(view.units.index[view.units.index.isin(group[accounts])])


def counting(folders: "pd.DataFrame") -> "pd.Series":
    """Return which folders decide whether their group is asked for: accounts, and those of a group without any."""
    account = folders["kind"] == "account"
    with_accounts = account.groupby(folders["group"]).any()
    return account | ~folders["group"].map(with_accounts)
