"""From the settings and facts of a book to its portfolio: places, cuts, figures of quadrants, resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from kamctl.cli.account_figures import facts_of
from kamctl.cli.dso_plan import of_units
from kamctl.cli.score_plan import plan_of, shelf_lives
from kamctl.cli.selection import Level, units_of
from kamctl.errors import DATA, KamError, msg
from kamctl.frames.activities import activities
from kamctl.frames.budgets import budgets
from kamctl.frames.satisfaction import satisfaction
from kamctl.methods.dso import by_account
from kamctl.methods.facts import Facts, back, stamp
from kamctl.methods.levels import Leveled, at_level
from kamctl.methods.portfolio import Cuts
from kamctl.methods.portfolio_position import MEASURES, Limits, positions
from kamctl.methods.portfolio_resources import PLANNED, RESOURCES, TEN, Parts, actual, planned, spent
from kamctl.methods.satisfaction_index import SHELF_LIFE_DAYS, satisfaction_index
from kamctl.methods.score import Plan, score
from kamctl.records.dated import entry_on

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.records.book import Book
    from kamctl.records.settings_value import Resources, Split

ELSEWHERE = ""
"""The row of what is spent on folders that are no account of the portfolio."""


@dataclass(frozen=True)
class Portfolio:
    """The portfolio of a book.

    `table`: one row per unit, an account or a customer group: see `methods.portfolio_position`, and loyalty,
    satisfaction (0–100, NaN unknown). `units` maps each account to its unit; `balances` and `sold` are under it.
    `resources`: one row per unit, and `ELSEWHERE`: amounts by resource (NaN none), and `time_planned`, `time_actual` …
    in parts of ten (Decimal or None). `splits` are the plans, None where there is none, that hold `since` a day.
    """

    book: "Book"
    facts: Facts
    leveled: Leveled
    units: Mapping[str, str]
    table: pd.DataFrame
    cuts: Cuts
    balances: pd.DataFrame
    sold: pd.DataFrame
    done: pd.DataFrame
    budgets: pd.DataFrame
    resources: pd.DataFrame
    splits: Mapping[str, Parts | None]
    since: date | None

    @property
    def currency(self) -> str:
        """The book's currency."""
        return self.book.settings.currency


def portfolio_of(ctx: "Report", book: "Book", level: Level) -> Portfolio:
    """Return the portfolio on the day of the report. Raises KamError (exit 3) for settings without sense."""
    given, day, units = book.settings.portfolio, ctx.as_of, units_of(book, level)
    facts, loyal = facts_of(ctx, book, max(24, 12 + given.screen_months)), loyalty_plan(book)
    slugs = dict.fromkeys((*MEASURES, *(one.indicator for one in loyal.indicators)))
    leveled = at_level(facts, level.value, shelf_lives(book.settings), slugs)
    table, cuts = positions(facts, leveled, units, limits_of(ctx, book))
    table["loyalty"] = score(leveled.measured.values, loyal).scores["loyalty"]
    table["satisfaction"] = content(book, day, units).reindex(table.index)
    done, money = activities(book, day, given.activity_days), budgets(book, ctx.exchange, day)
    entry = entry_on(given.resources, day)
    splits = {name: split_of(entry.value if entry else None, name) for name in RESOURCES}
    used = amounts(table.index, of_units(done, units), of_units(money, units))
    return Portfolio(
        book=book,
        facts=facts,
        leveled=leveled,
        units=units,
        table=table,
        cuts=cuts,
        balances=by_account(of_units(facts.receivables, units)),
        sold=of_units(facts.billed, units),
        done=done,
        budgets=money,
        resources=resources(table, used, splits),
        splits=splits,
        since=entry.on if entry else None,
    )


def limits_of(ctx: "Report", book: "Book") -> Limits:
    """Return where the settings cut."""
    given = book.settings.portfolio
    cut = None if given.potential is None else ctx.exchange.money(given.potential, ctx.as_of)
    return Limits(None if cut is None else float(cut), float(given.share), given.new_months, given.screen_months)


def content(book: "Book", day: date, units: Mapping[str, str]) -> pd.Series:
    """Return the satisfaction index of each unit; of a group, the mean of its accounts."""
    oldest = stamp(day) - pd.Timedelta(days=SHELF_LIFE_DAYS)
    index = satisfaction_index(satisfaction(book, day), oldest)
    return index.groupby(index.index.map(dict(units))).mean()


def loyalty_plan(book: "Book") -> Plan:
    """Return the plan of the score with the group loyalty alone; that of the method if the settings leave it out."""
    from kamctl.records.settings import ScoreSetting

    for plan in (plan_of(book.settings.score), plan_of(ScoreSetting())):
        indicators = tuple(one for one in plan.indicators if one.group == "loyalty")
        if any(one.weight for one in indicators):
            break
    return Plan({"loyalty": 1.0}, indicators)


def split_of(planned_for: "Resources | None", name: str) -> Parts | None:
    """Return the planned parts of a resource by quadrant. Raises KamError (exit 3) if they are not ten together."""
    split: Split | None = getattr(planned_for, name) if planned_for else None
    if split is None:
        return None
    parts = {quadrant: getattr(split, quadrant) for quadrant in PLANNED}
    if not split.whole:
        message = msg(
            "kamctl.yaml: portfolio.resources: {name} adds up to {whole}, not to {ten}",
            name=name,
            whole=split.total,
            ten=TEN,
        )
        raise KamError(message, DATA, msg("give attack, defend and maintain ten parts, with at most two decimals"))
    return parts


def amounts(units: pd.Index, done: pd.DataFrame, money: pd.DataFrame) -> pd.DataFrame:
    """Return what was spent by unit of the portfolio, and elsewhere: time, people, money; NaN where nothing is known.

    No activity is no time, if the book keeps activities; no budget is an unknown one.
    """
    used = spent(done, money[["account"]].assign(amount=money["amount_base"].astype("float64")))
    where = used.index.where(used.index.isin(units), ELSEWHERE)
    whole = used.groupby(where).sum(min_count=1).reindex([*units, ELSEWHERE])
    idle = ~whole.index.isin(where[used["people"].notna()]) & bool(len(done))
    return whole.assign(time=whole["time"].mask(idle, 0.0), people=whole["people"].mask(idle, 0.0))


def resources(table: pd.DataFrame, used: pd.DataFrame, splits: Mapping[str, Parts | None]) -> pd.DataFrame:
    """Return the resources by account: amounts, and parts of ten as planned and as done."""
    result = used.copy()
    for name, split in splits.items():
        if split is None:
            result[f"{name}_planned"] = pd.Series([None] * len(result), index=result.index, dtype=object)
        else:
            parts = planned(table["quadrant"], table["open"], table["profit"], split)
            result[f"{name}_planned"] = parts.reindex(result.index).where(lambda found: found.notna(), None)
        result[f"{name}_actual"] = actual(used[name])
    return result


def first_day(portfolio: Portfolio) -> date:
    """Return the first day of the activities that count."""
    days = portfolio.book.settings.portfolio.activity_days
    return (stamp(portfolio.facts.as_of) - pd.Timedelta(days=days - 1)).date()


def screened_since(portfolio: Portfolio) -> date:
    """Return the day with whose share of wallet today's is compared."""
    return back(portfolio.facts.as_of, portfolio.book.settings.portfolio.screen_months).date()
