"""How a portfolio is shown: rows for programs, tables for people, a summary in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import cells_of, figure_of, money_of
from kamctl.cli.names import names_of
from kamctl.cli.portfolio_notes import left_out, notes
from kamctl.cli.portfolio_quadrants import of_account, quadrant_rows, resource_rows
from kamctl.errors import Message, msg
from kamctl.locale import plural, translate
from kamctl.methods.portfolio import QUADRANTS
from kamctl.methods.portfolio_resources import RESOURCES
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import money, named, percent

if TYPE_CHECKING:
    from kamctl.cli.portfolio_plan import Portfolio

Row = dict[str, Any]
STYLES = {"attack": "warn", "defend": "good", "maintain": "strong", "drop": "dim"}
QUADRANT = Column("quadrant", msg("Quadrant"), "word", "quadrant", styles=STYLES)
FIGURES = (
    QUADRANT,
    Column("accounts", msg("Accounts"), "count"),
    Column("potential", msg("Potential"), "money"),
    Column("share", msg("Share of wallet"), "share"),
    Column("revenue", msg("Revenue"), "money"),
    Column("revenue_share", msg("Of revenue"), "share", keep=2),
    Column("screened", msg("To screen"), "count", keep=3),
)
KPIS = (
    QUADRANT,
    Column("kpi", msg("Judged by"), "word", "kpi"),
    Column("text", msg("Value"), "id"),
    Column("known_of", msg("Known of"), "count"),
)
ACCOUNTS = (
    Column("account", msg("Account"), "word", "account"),
    QUADRANT,
    Column("potential", msg("Potential"), "money"),
    Column("share", msg("Share"), "share"),
    Column("share_before", msg("Before"), "share", keep=3),
    Column("revenue", msg("Revenue"), "money", keep=2),
    Column("mark", msg("Mark"), styles={}),
)
HEADS = {
    "planned": {"time": msg("Time: plan"), "people": msg("People: plan"), "money": msg("Money: plan")},
    "actual": {"time": msg("Time: done"), "people": msg("People: done"), "money": msg("Money: budget")},
    "difference": {"time": msg("Time: ±"), "people": msg("People: ±"), "money": msg("Money: ±")},
}
KEEP = {"time": 1, "people": 2, "money": 3}


def sheet(portfolio: "Portfolio", wanted: Sequence[str], top: int | None, by_account: bool, chart: bool) -> Sheet:
    """Return what the command shows of the wanted accounts: the `top` by revenue; `by_account` their resources, too."""
    rows = in_order(json_row(portfolio, account) for account in largest(portfolio, wanted, top))
    shown = [row["account"] for row in rows]
    names = names_of(portfolio.book.settings, portfolio.book)
    whole = len(shown) == len(portfolio.table)
    quadrants, parts = quadrant_rows(portfolio, shown), resource_rows(portfolio, shown, whole)
    tables = [
        Table(FIGURES, [none(row) for row in quadrants], title=msg("Quadrants")),
        Table(KPIS, kpi_lines(quadrants), title=msg("What each quadrant is judged by")),
        Table(resource_columns(), [none(row) for row in parts], title=msg("Resources, in parts of ten"),
              total=total(parts)),
        Table(ACCOUNTS, [account_line(row) for row in rows], title=msg("Each account")),
    ]  # fmt: skip
    if by_account:
        tables.append(Table(resource_columns(ACCOUNTS[0]), [differences(row) for row in rows],
                            title=msg("Resources of each account, in parts of ten")))  # fmt: skip
    return Sheet(
        rows=rows,
        tables=tables,
        summary=[summary(rows, quadrants, parts, len(portfolio.table), names)],
        notes=list(notes(portfolio, rows)),
        fields=fields(portfolio, quadrants, parts),
        left_out=left_out(portfolio),
        names=names,
        charts=matrices(portfolio, rows, names) if chart else (),
    )


def matrices(portfolio: "Portfolio", rows: Sequence[Row], names: Names) -> Sequence[Any]:
    """Return the drawing of the accounts that have a place."""
    from kamctl.cli.portfolio_chart import matrix

    return [matrix(portfolio, rows, names)]


def largest(portfolio: "Portfolio", wanted: Sequence[str], top: int | None) -> list[str]:
    """Return the wanted accounts, by falling revenue, at most `top` of them."""
    revenue = portfolio.table["revenue"].reindex(list(wanted))
    order = revenue.sort_values(ascending=False, kind="stable", na_position="last")
    return [str(account) for account in order.index[:top]]


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows by quadrant, those without a place last; within one they keep their order."""
    return sorted(rows, key=lambda row: [*QUADRANTS, None].index(row["quadrant"]))


def json_row(portfolio: "Portfolio", account: str) -> Row:
    """Return one account in the order of the contract."""
    row, currency = cells_of(portfolio.table, account), portfolio.currency
    record, unit = portfolio.book.accounts[account], portfolio.leveled.units.loc[account]
    share, before = figure_of(row["share"]), figure_of(row["share_before"])
    used = cells_of(portfolio.resources, account)
    return {
        "account": account,
        "potential": money_of(row["potential"], currency),
        "share": share,
        "quadrant": row["quadrant"],
        "revenue": money_of(row["revenue"], currency),
        "open_potential": money_of(row["open"], currency),
        "profit": money_of(row["profit"], currency),
        "share_before": before,
        "share_gain": None if share is None or before is None else round(share - before, 6),
        "new": bool(row["new"]),
        "screen": bool(row["screen"]),
        **dict(of_account(portfolio, account)),
        "hours": figure_of(used["time"], 1),
        "people": figure_of(used["people"], 2),
        "budget": money_of(used["money"], currency),
        "name": record.name,
        "name_zh": record.name_zh,
        "owner": unit["owner"],
        "segment": record.segment,
    }


def fields(portfolio: "Portfolio", quadrants: Sequence[Row], parts: Sequence[Row]) -> Row:
    """Return what JSON tells beside the rows."""
    given = portfolio.book.settings.portfolio
    return {
        "accounts": len(portfolio.table),
        "cuts": {
            "potential": money_of(portfolio.cuts.potential, portfolio.currency),
            "potential_from": "median" if given.potential is None else "settings",
            "share": portfolio.cuts.share,
        },
        "planned_since": portfolio.since,
        "quadrants": list(quadrants),
        "resources": list(parts),
    }


def none(row: Row) -> Row:
    """Return a row of a quadrant as people see it; accounts without a place have a word, too."""
    return row | {"quadrant": row["quadrant"] or "no_place"}


def account_line(row: Row) -> Row:
    """Return one account as people see it."""
    mark = msg("new") if row["new"] else msg("screen") if row["screen"] else ""
    return row | {"mark": mark}


def kpi_lines(quadrants: Sequence[Row]) -> list[Row]:
    """Return one line for each KPI of the quadrants that have accounts."""
    return [
        {"quadrant": row["quadrant"], **kpi, "text": text_of(kpi)}
        for row in quadrants
        if row["accounts"]
        for kpi in row["kpis"]
    ]


def text_of(kpi: Row) -> Message | str | None:
    """Return a KPI with its unit."""
    value, unit = kpi["value"], kpi["unit"]
    if value is None:
        return None
    if isinstance(value, Decimal):
        return f"{money(value)} {unit}"
    if unit == "share":
        return percent(value, sign=kpi["kpi"] == "revenue_trend")
    text = f"{value:.1f}"
    units = {"days": msg("{value} days", value=text), "hours": msg("{value} hours", value=text)}
    return units.get(unit, f"{text} (0–100)")


def resource_columns(first: Column = QUADRANT) -> list[Column]:
    """Return the columns of planned, done and difference."""
    return [first] + [
        Column(f"{name}_{kind}", HEADS[kind][name], "change" if kind == "difference" else "number", keep=KEEP[name])
        for name in RESOURCES
        for kind in HEADS
    ]


def differences(row: Row) -> Row:
    """Return one account with the difference between what is done and what is planned."""
    found = dict(row)
    for name in RESOURCES:
        plan, done = row[f"{name}_planned"], row[f"{name}_actual"]
        found[f"{name}_difference"] = None if plan is None or done is None else round(done - plan, 2)
    return found


def total(parts: Sequence[Row]) -> Row:
    """Return the sum of all parts."""
    keys = [f"{name}_{kind}" for name in RESOURCES for kind in HEADS]
    sums: Row = {"quadrant": translate(msg("all"))}
    for key in keys:
        known = [Decimal(str(row[key])) for row in parts if row[key] is not None]
        sums[key] = float(sum(known)) if known else None
    return sums


def summary(rows: Sequence[Row], quadrants: Sequence[Row], parts: Sequence[Row], every: int, names: Names) -> Message:
    """Return the result in one sentence: how many accounts lie where, and where time departs most from the plan."""
    count: object = plural(len(rows), msg("1 account"), msg("{count} accounts", count=len(rows)))
    if len(rows) < every:
        count = msg("{count} of {all} accounts", count=len(rows), all=every)
    places = [
        msg(
            "{count} {quadrant}",
            count=row["accounts"],
            quadrant=named("quadrant", row["quadrant"] or "no_place", names),
        )
        for row in quadrants
        if row["accounts"]
    ]
    if not places:
        return msg("{accounts}", accounts=count)
    gaps = [row for row in parts if row["time_difference"]]
    if not gaps:
        return msg("{accounts}: {places}", accounts=count, places=places)
    worst = max(gaps, key=lambda row: abs(row["time_difference"]))
    return msg(
        "{accounts}: {places}; of ten parts of our time {quadrant} gets {actual}, planned are {planned}",
        accounts=count, places=places, quadrant=named("quadrant", worst["quadrant"] or "no_place", names),
        actual=f"{worst['time_actual']:g}", planned=f"{worst['time_planned']:g}",
    )  # fmt: skip
