"""The pitfalls of a list of key accounts: what was found, as rows for programs, and as tables for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import figure_of, money_of
from kamctl.cli.names import names_of
from kamctl.cli.score_level import Level
from kamctl.cli.score_notes import notes
from kamctl.cli.score_pitfall_tables import pitfall_tables, summary
from kamctl.cli.score_sheet import fields
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg, word
from kamctl.frames.activities import activities
from kamctl.frames.order_totals import order_totals
from kamctl.frames.quotes import priced, quote_lines
from kamctl.frames.unit_costs import unit_costs
from kamctl.methods.concentration import Concentration, concentration
from kamctl.methods.concessions import concessions, creeping
from kamctl.methods.facts import Facts, back, stamp
from kamctl.methods.levels import of_groups
from kamctl.methods.pitfalls import Volume, big_ticket, neglected_small, single_indicator, volume_not_profit
from kamctl.methods.pocket_price import pocket_price
from kamctl.methods.price_audit import COUNTED
from kamctl.methods.pyramid import pyramid
from kamctl.render.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.score_view import View
    from kamctl.records.rates import Exchange

Row = dict[str, Any]
LOOKED_FOR = ("single-indicator", "neglected-small", "big-ticket", "volume-not-profit", "concession-creep")


@dataclass(frozen=True, slots=True)
class Found:
    """What each check found, over all units of the level; `silent_known`: the book keeps activities."""

    single: "pd.DataFrame"
    neglected: "pd.DataFrame"
    concentration: Concentration
    tickets: "pd.DataFrame"
    volume: Volume
    creep: "pd.DataFrame"
    pyramid: "pd.DataFrame"
    silent_known: bool


def pitfall_sheet(view: "View", exchange: "Exchange", units: Sequence[str]) -> Sheet:
    """Return what `--pitfalls` shows; of checks that name accounts, those of `units`."""
    found = pitfalls_of(view, exchange)
    rows = list(pitfall_rows(view, found, set(units)))
    bands = pyramid_rows(view, found)
    names = names_of(view.book.settings, view.book)
    return Sheet(
        rows=rows,
        tables=pitfall_tables(view, rows, bands, names),
        summary=[summary(rows, len(units) < len(view.card.table))],
        notes=[*of_none(rows, found), *of_activities(found), *notes(view, units, marked=False)],
        fields=fields(view) | {"pyramid": bands},
        left_out=missing_rates(view.book, view.facts),
        names=names,
        parts="figures.without",
    )


def pitfalls_of(view: "View", exchange: "Exchange") -> Found:
    """Look for each pitfall."""
    book, day, values = view.book, view.facts.as_of, view.card.measured.values
    facts, unit = of_level(view)
    met = activities(book, day)
    seen = met.assign(account=met["account"].map(unit)).groupby("account")["date"].max()
    orders = order_totals(book, exchange, day)
    tiers, silent = view.rules.tiers, book.settings.practice.silent_days
    return Found(
        single=single_indicator(view.card.scored, view.plan, tiers),
        neglected=neglected_small(view.card.table, tiers, seen, stamp(day), silent),
        concentration=concentration(values["revenue"]),
        tickets=big_ticket(orders.assign(account=orders["account"].map(unit)), values["revenue"]),
        volume=volume_not_profit(values["revenue"], values["gross_profit"]),
        creep=creeping(conceded(view, exchange, facts, unit)),
        pyramid=pyramid(values["revenue"], values["gross_profit"]),
        silent_known=len(met) > 0,
    )


def of_level(view: "View") -> tuple[Facts, "pd.Series"]:
    """Return the facts by unit of the level, and the unit of each account."""
    group = view.facts.accounts.set_index("account")["group"]
    if view.level is Level.GROUP:
        return of_groups(view.facts), group
    return view.facts, group.index.to_series()


def conceded(view: "View", exchange: "Exchange", facts: Facts, unit: "pd.Series") -> "pd.DataFrame":
    """Return the concessions of each unit, from the quotes of two years."""
    from kamctl.cli.price_audit import assumptions

    book, day = view.book, view.facts.as_of
    lines = quote_lines(book, day)
    recent = lines[lines["status"].isin(COUNTED) & (lines["date"] > back(day, 24)) & (lines["date"] <= stamp(day))]
    # A distributor is seen with our eyes: all that goes with the price is reckoned from what it pays us, too.
    ours = priced(book, exchange, recent).assign(resale=None)
    quotes = pocket_price(ours, assumptions(book.settings.price), exchange.places)
    costs = unit_costs(book, exchange, day)
    moved = (frame.assign(account=frame["account"].map(unit)) for frame in (quotes, costs))
    return concessions(facts, *moved)


def pitfall_rows(view: "View", found: Found, wanted: set[str]) -> Iterator[Row]:
    """Yield one row per pitfall and account concerned; of those of the whole book, one with account null."""
    rows: list[tuple[str, str | None, Row]] = [
        *single_rows(found),
        *(("neglected-small", unit, cells) for unit, cells in neglected_rows(found)),
        ("concentration", None, concentrated(view, found)),
        *(("big-ticket", unit, cells) for unit, cells in ticket_rows(view, found)),
        ("volume-not-profit", None, volume_figures(view, found.volume)),
        *(("concession-creep", unit, cells) for unit, cells in creep_rows(view, found)),
    ]
    for pitfall, unit, figures in rows:
        if unit is None or unit in wanted:
            name = None if unit is None else view.units.at[unit, "name"]
            yield {"pitfall": pitfall, "account": unit, "name": name, "figures": figures}


def single_rows(found: Found) -> Iterator[tuple[str, str, Row]]:
    """Yield the accounts that one indicator decides on, each with the indicators."""
    for unit, rows in found.single.groupby("account", sort=False):
        without = [
            {
                "indicator": row["indicator"],
                "tier": row["without"],
                "score": figure_of(row["score"], 1),
                "holds": row["holds"],
            }
            for row in rows.to_dict("records")
        ]
        yield "single-indicator", str(unit), {"tier": rows["tier"].iloc[0], "without": without}


def neglected_rows(found: Found) -> Iterator[tuple[str, Row]]:
    """Yield the small accounts that nobody has seen."""
    for unit, row in found.neglected.iterrows():
        days = row["days"]
        yield (
            str(unit),
            {
                "growth": figure_of(row["growth"], 1),
                "last_activity": row["last"],
                "days": None if days != days else int(days),
            },
        )


def concentrated(view: "View", found: Found) -> Row:
    """Return the concentration of revenue."""
    known, revenue = found.concentration, view.card.measured.values["revenue"]
    return {
        "hhi": figure_of(known.hhi),
        "gini": figure_of(known.gini),
        "grade": known.grade,
        "largest": figure_of(known.largest),
        "largest_account": str(revenue.idxmax()) if known.largest == known.largest else None,
        "top": figure_of(known.top),
        "top_count": known.top_count,
        "count": known.count,
    }


def ticket_rows(view: "View", found: Found) -> Iterator[tuple[str, Row]]:
    """Yield the orders that are more than half of a year."""
    for row in found.tickets.to_dict("records"):
        yield (
            row["account"],
            {
                "order": row["order"],
                "date": row["date"],
                "amount": money_of(row["amount"], view.currency),
                "revenue": money_of(row["revenue"], view.currency),
                "share": figure_of(row["share"]),
                "lines": int(row["lines"]),
                "source": row["source"],
            },
        )


def volume_figures(view: "View", known: Volume) -> Row:
    """Return what the largest fifth brings, beside all."""
    money = {name: money_of(getattr(known, name), view.currency)
             for name in ("revenue", "revenue_top", "profit", "profit_top")}  # fmt: skip
    return {
        "holds": known.holds,
        "ratio": figure_of(known.ratio),
        **money,
        "count": known.count,
        "top_count": len(known.accounts),
        "accounts": list(known.accounts),
        "poor": list(known.poor),
    }


def creep_rows(view: "View", found: Found) -> Iterator[tuple[str, Row]]:
    """Yield the accounts whose discounts crept up."""
    for unit, row in found.creep.iterrows():
        shares = {name: figure_of(row[name]) for name in
                  ("discount_before", "discount", "change", "margin_left", "covered")}  # fmt: skip
        money = {name: money_of(row[name], view.currency) for name in ("sales_before", "sales", "left")}
        yield str(unit), shares | money | {"lines": int(row["lines"])}


def pyramid_rows(view: "View", found: Found) -> list[Row]:
    """Return the bands of the pyramid; limits are null where a band has none."""
    finite = found.pyramid.replace([float("inf"), float("-inf")], float("nan"))
    return [
        {name: money_of(row[name], view.currency) for name in ("low", "high")}
        | {"kind": kind, "count": int(row["count"])}
        | {name: money_of(row[name], view.currency) for name in ("revenue", "profit")}
        | {name: figure_of(row[name]) for name in ("share", "margin")}
        | {"unknown_profit": int(row["unknown_profit"])}
        for row, kind in zip(finite.to_dict("records"), kinds(found.pyramid), strict=True)
    ]


def kinds(table: "pd.DataFrame") -> list[str]:
    """Return what each band is: of revenue, without any, or unknown."""
    return ["unknown" if low != low else "none" if low == float("-inf") else "band" for low in table["low"]]


def of_none(rows: Sequence[Row], found: Found) -> Iterator[Message]:
    """Yield which pitfalls were looked for and concern nobody; who was not seen can't be, without activities."""
    there = {row["pitfall"] for row in rows if row["account"] is not None or row["figures"].get("holds")}
    unseen = () if found.silent_known else ("neglected-small",)
    none = [word("pitfall", pitfall) for pitfall in LOOKED_FOR if pitfall not in (*there, *unseen)]
    if none:
        yield msg("Looked for, and not found: {pitfalls}.", pitfalls=none)


def of_activities(found: Found) -> Iterator[Message]:
    """Yield why nobody is called silent where no activity was recorded."""
    if not found.silent_known:
        yield msg("The book keeps no activities: whom nobody has seen is unknown.")
