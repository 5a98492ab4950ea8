"""How receivable days are shown: rows for programs, tables for people, a summary and notes in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamctl.cli.amounts import cells_of, figure_of, money_of
from kamctl.cli.dso_plan import OLD_DAYS, Owing
from kamctl.cli.names import names_of
from kamctl.cli.uncounted import without_rate
from kamctl.errors import Message, msg
from kamctl.locale import plural, translate
from kamctl.methods.dso import ALL, steps
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named

if TYPE_CHECKING:
    from collections.abc import Hashable

Row = dict[str, Any]
MORE = ">"
COLUMNS = (
    Column("account", msg("Account"), "word", "account"),
    Column("balance", msg("Balance"), "money"),
    Column("more", msg("")),
    Column("dso", msg("DSO"), "points"),
    Column("best_possible", msg("Best possible"), "points", keep=2),
    Column("delinquent", msg("Delinquent"), "points"),
    Column("payment_days", msg("Terms"), "count", keep=4),
    Column("overdue", msg("Overdue"), "money", keep=3),
    Column("overdue_share", msg("Share"), "share", keep=3),
    Column("dso_year_before", msg("DSO a year before"), "points", keep=5),
    Column("date", msg("Balance of"), "day", keep=6),
)
TREND = (
    Column("date", msg("Month end"), "day"),
    Column("balance", msg("Balance"), "money"),
    Column("more", msg("")),
    Column("dso", msg("DSO"), "points"),
    Column("best_possible", msg("Best possible"), "points"),
    Column("delinquent", msg("Delinquent"), "points"),
    Column("overdue", msg("Overdue"), "money", keep=2),
    Column("overdue_share", msg("Share"), "share", keep=2),
    Column("accounts", msg("Accounts"), "count", keep=3),
)
STEPS = (
    Column("month", msg("Month"), "id"),
    Column("sold", msg("Invoiced"), "money"),
    Column("used", msg("Of the balance"), "money"),
    Column("of_month", msg("Days of the month"), "count"),
    Column("days", msg("Counted"), "points"),
)


def sheet(owing: Owing, units: list[str], one: str | None, months: int, by: str, top: int | None) -> Sheet:
    """Return what the command shows of some units, the most of `by` (a field of the rows) first.

    `one` is the account that was named, if any.
    """
    rows = in_order((json_row(owing, unit, figures) for unit, figures in figures_of(owing, units)), by)[:top]
    shown = [row["account"] for row in rows]
    total, trend = whole(owing, shown), trend_rows(owing, shown, months)
    counted = step_rows(owing, shown, total) if one is not None else None
    names = names_of(owing.book.settings, owing.book)
    tables = [Table(columns(by), [table_row(row) for row in rows], total=total_row(total) if len(rows) > 1 else None)]
    if counted is not None:
        tables.append(Table(STEPS, counted, title=msg("How the balance is counted back")))
    tables.append(Table(TREND, [table_row(row) for row in trend], title=msg("Trend")))
    return Sheet(
        rows=rows,
        tables=tables,
        summary=[summary(rows, len(units), total, one, names)],
        notes=[*notes(owing, rows, total)],
        fields={"total": total, "trend": trend} | ({} if counted is None else {"steps": counted}),
        left_out=missing_rates(owing),
        names=names,
    )


def columns(by: str) -> tuple[Column, ...]:
    """Return the columns; that by which the rows are in order is always among them."""
    beyond = Column("beyond_terms", msg("Beyond terms"), "points")
    shown = [beyond if by == "beyond_terms" and one.key == "payment_days" else one for one in COLUMNS]
    return tuple(replace(one, keep=1) if one.key == by else one for one in shown)


def figures_of(owing: Owing, units: list[str]) -> Iterator[tuple[str, Row | None]]:
    """Yield each unit with its figures, None where it has no balance."""
    table = owing.last()
    known: dict[Hashable, Row] = {} if table.empty else table.to_dict("index")  # type: ignore[assignment]  # keys are the columns
    yield from ((unit, known.get(unit)) for unit in units)


def json_row(owing: Owing, unit: str, figures: Row | None) -> Row:
    """Return one unit in the order of the contract."""
    record, units = owing.book.accounts[unit], owing.accounts
    alone = owing.members[unit] == 1
    terms = record.terms.payment_days if alone else None
    dso = None if figures is None else figure_of(figures["dso"], 1)
    return {
        "account": unit,
        **measured(figures, owing.currency),
        "date": None if figures is None else figures["date"].date(),
        "payment_days": terms,
        "beyond_terms": None if dso is None or terms is None else round(dso - terms, 1),
        "dso_year_before": None if figures is None else figure_of(figures["year_before"], 1),
        "name": record.name,
        "name_zh": record.name_zh,
        "owner": units["owner"][unit],
        "segment": record.segment,
    }


def measured(figures: Row | None, currency: str) -> Row:
    """Return the measures of one unit, or of several together, for programs."""
    if figures is None:
        names = ("balance", "dso", "exhausted", "best_possible", "delinquent", "overdue", "overdue_share")
        return dict.fromkeys(names)
    balance, overdue = (money_of(figures[name], currency) for name in ("balance", "overdue"))
    return {
        "balance": balance,
        "dso": figure_of(figures["dso"], 1),
        "exhausted": bool(figures["exhausted"]),
        "best_possible": figure_of(figures["best_possible"], 1),
        "delinquent": figure_of(figures["delinquent"], 1),
        "overdue": overdue,
        "overdue_share": part(overdue, balance),
    }


def part(overdue: Decimal | None, balance: Decimal | None) -> float | None:
    """Return the overdue share; 0 where nothing is owed, None where one is unknown."""
    if overdue is None or balance is None:
        return None
    return round(float(overdue / balance), 6) if balance > 0 else 0.0


def in_order(rows: Iterator[Row], by: str) -> list[Row]:
    """Return the rows, those with most of a figure first; among equal and unknown ones the largest balance first."""
    return sorted(rows, key=lambda row: (row[by] is None, -(row[by] or 0), -(row["balance"] or 0)))


def whole(owing: Owing, units: list[str]) -> Row:
    """Return the measures of all units together."""
    table = owing.together(units)
    some = owing.balances[owing.balances["account"].isin(units)]
    count = int((some[some["date"] == some["date"].max()]["balance"].notna()).sum())
    figures = None if table.empty else cells_of(table, ALL)
    day = None if figures is None else figures["date"].date()
    return {**measured(figures, owing.currency), "date": day, "accounts": count}


def trend_rows(owing: Owing, units: list[str], months: int) -> list[Row]:
    """Return the measures of all units together at each month end."""
    found: list[Row] = owing.trend(units, months).to_dict("records")  # type: ignore[assignment]  # keys are the columns
    return [
        {"date": row["date"].date(), **measured(row, owing.currency), "accounts": int(row["accounts"])} for row in found
    ]


def step_rows(owing: Owing, units: list[str], total: Row) -> list[Row]:
    """Return how the balance of all units together is counted back, month by month."""
    if total["date"] is None:
        return []
    of_day = owing.balances[(owing.balances["date"] == pd.Timestamp(total["date"])) & owing.balances["balance"].notna()]
    names = of_day["account"][of_day["account"].isin(units)]
    invoiced = owing.sold[owing.sold["account"].isin(names)]
    balance = float(of_day["balance"][of_day["account"].isin(units)].sum())
    return [
        {
            "month": f"{month:%Y-%m}",
            "sold": money_of(sold, owing.currency),
            "used": money_of(used, owing.currency),
            "of_month": int(of_month),
            "days": figure_of(days, 1),
        }
        for month, sold, of_month, used, days in steps(balance, total["date"], invoiced).to_numpy().tolist()
    ]


def table_row(row: Row) -> Row:
    """Return a row as people see it: a sign where the days are at least so many."""
    return row | {"more": MORE if row["exhausted"] else ""}


def total_row(total: Row) -> Row:
    """Return the last row: all together."""
    return table_row(total) | {"account": translate(msg("all together"))}


def summary(rows: Sequence[Row], every: int, total: Row, one: str | None, names: Names) -> Message:
    """Return the result in one sentence; `rows` may be the first ones of all that were asked for."""
    who: object = plural(len(rows), msg("1 account"), msg("{count} accounts", count=len(rows)))
    if len(rows) < every:
        who = msg("{count} of {all} accounts", count=len(rows), all=every)
    if one is not None:
        who = named("account", one, names)
    if total["balance"] is None:
        return msg("{who}: no balance is known", who=who)
    if total["dso"] is None:
        return msg("{who}: {balance} owed at {day}, days unknown for want of invoices", who=who,
                   balance=total["balance"], day=total["date"])  # fmt: skip
    days = msg("more than {days} days", days=f"{total['dso']:.1f}") if total["exhausted"] else msg(
        "{days} days", days=f"{total['dso']:.1f}")  # fmt: skip
    best = total["best_possible"]
    if best is None:
        return msg("{who}: {balance} owed at {day}, {days} of sales", who=who, balance=total["balance"],
                   day=total["date"], days=days)  # fmt: skip
    return msg(
        "{who}: {balance} owed at {day}, {days} of sales; {best} would be best possible, {late} are late payment",
        who=who, balance=total["balance"], day=total["date"], days=days, best=f"{best:.1f}",
        late=f"{total['delinquent']:.1f}",
    )  # fmt: skip


def notes(owing: Owing, rows: Sequence[Row], total: Row) -> Iterator[Message]:
    """Yield what must be known to read the figures."""
    if any(row["exhausted"] for row in (*rows, total)):
        yield msg("> more than: the balance goes beyond all known sales.")
    if owing.invoices.empty:
        yield msg("There are no invoices: how many days of sales are owed is unknown. Orders do not stand in.")
    none = [row["account"] for row in rows if row["balance"] is None]
    if none:
        yield msg("No balance is known of: {accounts}.", accounts=none)
    old = [row for row in rows if row["date"] is not None and (owing.as_of - row["date"]).days > OLD_DAYS]
    if old:
        yield msg(
            "Balances older than {days} days: {accounts}.", days=OLD_DAYS, accounts=[row["account"] for row in old]
        )
    apart = [row["account"] for row in rows if row["date"] is not None and row["date"] != total["date"]]
    if apart:
        yield msg("Not in the days of all together, for want of a balance at {day}: {accounts}.", day=total["date"],
                  accounts=apart)  # fmt: skip
    yield of_vat(owing)


def of_vat(owing: Owing) -> Message:
    """Return on which basis balances and sales are compared."""
    given = owing.book.settings.dso.vat
    if given == 0:
        return msg("Invoices are without VAT, and balances are taken to be; if not, set `dso.vat`.")
    return msg("Sales are raised by the VAT that balances include (`dso.vat`).")


def missing_rates(owing: Owing) -> list[dict[str, object]]:
    """Return what could not be counted for want of a rate, one entry for each ledger line."""
    currency = owing.currency
    return [
        *without_rate(owing.invoices, "amount", currency),
        *without_rate(owing.lines, "balance", currency),
    ]
