"""How a week of the funnel is shown: fields and rows for programs, tables for people."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.funnel_left_out import left_out
from kamctl.cli.funnel_words import notes, summary
from kamctl.errors import Message, msg, word
from kamctl.frames.funnel import Scope
from kamctl.methods.funnel import Figures, Progress, Rules, total
from kamctl.methods.funnel_deals import attention, forecast_rows, not_counted
from kamctl.methods.funnel_week import Part
from kamctl.periods import Period
from kamctl.render.sheet import Column, Sheet, Table
from kamctl.render.values import money

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.funnel import Answer
    from kamctl.records.book import Book

Row = Mapping[Any, Any]
MOST_LISTED = 20
MOST_OF_REASON = 5
FIGURES = (
    Column("figure", msg("Money")),
    Column("before", msg("Before"), "money"),
    Column("after", msg("After"), "money"),
    Column("change", msg("Change"), "money"),
)
MEASURES = (
    Column("progress", msg("Progress"), "money"),
    Column("progress_share", msg("Of target"), "share"),
    Column("needed", msg("Needed a week"), "money"),
    Column("needed_share", msg("Of need"), "share"),
    Column("coverage", msg("Coverage"), "number"),
    Column("forecast_share", msg("Forecast ÷ gap"), "number"),
)
REASON_STYLES = {
    "won": "good", "lost": "bad", "dropped": "bad", "cancelled": "bad", "expired": "warn", "moved_out": "warn",
}  # fmt: skip
BRIDGE = (
    Column("reason", msg("Reason"), "word", "reason", styles=REASON_STYLES),
    Column("opportunity", msg("Deal"), "id"),
    Column("name", msg("Name"), "word", "opportunity", keep=2),
    Column("amount", msg("Amount"), "money"),
)
LOOK = (
    Column("opportunity", msg("Deal"), "id"),
    Column("stage", msg("Stage"), "word", "stage"),
    Column("close", msg("Close"), "day"),
    Column("overdue_days", msg("Days overdue"), "count"),
    Column("stage_days", msg("Days in stage"), "count"),
    Column("limit_days", msg("Limit"), "count", keep=2),
    Column("worth", msg("Amount"), "id", keep=2),
)
FORECAST = (
    Column("opportunity", msg("Deal"), "id"),
    Column("stage", msg("Stage"), "word", "stage"),
    Column("close", msg("Close"), "day"),
    Column("amount", msg("Amount"), "money", keep=2),
    Column("probability", msg("Probability"), "share", keep=3),
    Column("weighted", msg("Weighted"), "money"),
)


def sheet(week: Period, scope: Scope, answers: "tuple[Answer, Answer | None]", rules: Rules, book: "Book") -> Sheet:
    """Return what the command shows: of the week's part in its quarter and, if there is one, of the closing part."""
    now, closing = answers
    span = now.part.progress.span
    rows = records(forecast_rows(now.part.deals, span.until, rules))
    look = records(attention(now.part.deals, span.until, rules))
    unknown = not_counted(now.part.deals)
    return Sheet(
        rows=rows,
        tables=[
            *tables(now.part),
            *in_forecast(rows, span.quarter),
            *looks(look),
            *(tables(closing.part, closing=True) if closing else []),
        ],
        summary=summary(week, scope, now.part.progress, closing.part.progress if closing else None),
        notes=notes(answers, unknown, max(0, len(look) - MOST_LISTED)),
        fields={
            "week": week.name,
            **scope_fields(scope),
            **part_fields(now.part),
            "closing": closing_fields(closing.part) if closing else None,
            "attention": look,
            "not_counted": records(unknown),
        },
        left_out=left_out(answers, unknown, book.settings.currency),
        names={("opportunity", id): (deal.name, deal.name_zh or "") for id, deal in book.opportunities.items()},
    )


def scope_fields(scope: Scope) -> dict[str, object]:
    """Return whose funnel it is; null does not narrow."""
    return {"owner": scope.owner, "account": scope.account, "region": scope.region}


def part_fields(part: Part) -> dict[str, object]:
    """Return the fields of one part of the week, those of the contract first."""
    found = part.progress
    return {
        "quarter": found.span.quarter.name,
        "target": found.target,
        **state_fields(found.after),
        "progress": found.progress,
        "progress_share": found.progress_share,
        "needed": found.needed,
        "coverage": found.coverage(found.after),
        "bridge": bridge_fields(part.bridge),
        "from": found.span.before,
        "to": found.span.until,
        "gap": found.gap(found.after),
        "forecast_share": found.forecast_share(found.after),
        "needed_share": found.needed_share,
        "needed_from_zero": found.needed_from_zero,
        "weeks_left": found.span.weeks_left,
        "before": {**state_fields(found.before), "coverage": found.coverage(found.before)},
        "unlinked": records(part.unlinked),
    }


def state_fields(state: Figures) -> dict[str, object]:
    """Return the figures of a quarter on a day."""
    return {
        "cumulative": state.cumulative,
        "forecast_funnel": state.funnel,
        "off_funnel": state.off_funnel,
        "off_funnel_expected": state.expected,
        "forecast": state.forecast,
        "outlook": state.outlook,
    }


def bridge_fields(bridge: "pd.DataFrame") -> list[dict[str, object]]:
    """Return the bridge as programs get it."""
    return [
        {**row, "opportunities": [{"opportunity": name, "amount": amount} for name, amount in row["opportunities"]]}
        for row in records(bridge)
    ]


def closing_fields(part: Part) -> dict[str, object]:
    """Return the fields of the closing part: quarter, from, to first, then the others."""
    found = part_fields(part)
    return {name: found[name] for name in ("quarter", "from", "to")} | found


def records(frame: "pd.DataFrame") -> list[dict[Any, Any]]:
    """Return the rows of a frame."""
    return frame.to_dict("records")


def tables(part: Part, closing: bool = False) -> list[Table]:
    """Return the tables of one part: figures, how they stand to the target, bridge."""
    found = part.progress
    days = {"quarter": found.span.quarter.name, "before": found.span.before, "until": found.span.until}
    title = msg("{quarter} from the end of {before} to the end of {until}", **days)
    old = msg("Closing {quarter} from the end of {before} to the end of {until}", **days)
    return [
        Table(FIGURES, figure_rows(found), old if closing else title),
        Table(MEASURES, [measures(found)], msg("Progress in {quarter}", quarter=found.span.quarter.name)),
        Table(
            BRIDGE,
            bridge_rows(part),
            msg("What made the progress in {quarter}", quarter=found.span.quarter.name),
            {"reason": "progress", "amount": found.progress},
        ),
    ]


def figure_rows(found: Progress) -> list[dict[str, object]]:
    """Return the figures before and after, one row each."""
    ends = found.before, found.after
    lines: Iterable[tuple[Message, Sequence[Decimal | None]]] = (
        (msg("Target"), (found.target, found.target)),
        (msg("Cumulative sales"), [end.cumulative for end in ends]),
        (msg("– of these off-funnel"), [end.off_funnel for end in ends]),
        (msg("Forecast of the funnel"), [end.funnel for end in ends]),
        (msg("Expected off-funnel"), [end.expected for end in ends]),
        (msg("Outlook"), [end.outlook for end in ends]),
        (msg("Gap to close"), [found.gap(end) for end in ends]),
    )
    return [
        {"figure": label, "before": old, "after": new, "change": None if new is None or old is None else new - old}
        for label, (old, new) in lines
    ]


def measures(found: Progress) -> dict[str, object]:
    """Return how the progress stands to the target and to what is needed."""
    return {
        "progress": found.progress,
        "progress_share": found.progress_share,
        "needed": found.needed,
        "needed_share": found.needed_share,
        "coverage": found.coverage(found.after),
        "forecast_share": found.forecast_share(found.after),
    }


def bridge_rows(part: Part) -> list[dict[str, object]]:
    """Return a row for each deal; for a reason of several deals, or of none, a row for the reason before them.

    Of a reason with many deals the largest are shown, and the others in one row.
    """
    rows: list[dict[str, object]] = []
    for row in records(part.bridge):
        deals = sorted(row["opportunities"], key=lambda deal: (-abs(deal[1]), deal[0]))
        if len(deals) != 1:
            rows.append(
                bridge_row(row["reason"], msg("{count} deals:", count=len(deals)) if deals else "", row["amount"])
            )
        shown = deals if len(deals) <= MOST_OF_REASON + 1 else deals[:MOST_OF_REASON]
        rows += [bridge_row(row["reason"] if len(deals) == 1 else "", name, amount, name) for name, amount in shown]
        rest = deals[len(shown) :]
        if rest:
            rows.append(bridge_row("", msg("{count} more", count=len(rest)), total(amount for _, amount in rest)))
    return rows


def bridge_row(reason: str, deal: str | Message, amount: Decimal, name: str = "") -> dict[str, object]:
    """Return a row of the bridge's table."""
    return {"reason": reason, "opportunity": deal, "name": name, "amount": amount}


def looks(deals: Sequence[Row]) -> list[Table]:
    """Return the table of deals that are overdue or stalled, or none."""
    if not deals:
        return []
    title = msg("Overdue or stalled")
    return [Table(LOOK, [{**deal, "worth": own_amount(deal)} for deal in deals[:MOST_LISTED]], title)]


def own_amount(deal: Row) -> str | None:
    """Return a deal's amount in its own currency, which need not be that of the book."""
    return None if deal["amount"] is None else f"{money(deal['amount'])} {deal['currency']}"


def in_forecast(deals: Sequence[Row], quarter: Period) -> list[Table]:
    """Return the table of the deals in the forecast, the heaviest first, or none; what is not listed is added up."""
    if not deals:
        return []
    heaviest = sorted(deals, key=lambda deal: (-(deal["weighted"] or 0), deal["opportunity"]))
    rest = heaviest[MOST_LISTED:]
    rows: list[Row] = list(heaviest[:MOST_LISTED])
    if rest:
        weight = sum((deal["weighted"] for deal in rest if deal["weighted"] is not None), Decimal(0))
        rows.append({"opportunity": msg("{count} more", count=len(rest)), "weighted": weight})
    whole = sum((deal["weighted"] for deal in deals if deal["weighted"] is not None), Decimal(0))
    title = msg("Deals in the forecast of {quarter}", quarter=quarter.name)
    return [Table(FORECAST, rows, title, {"opportunity": msg("forecast"), "weighted": whole})]


WORDS = (
    word("reason", "new"), word("reason", "advanced"), word("reason", "fell_back"), word("reason", "probability"),
    word("reason", "amount_up"), word("reason", "amount_down"), word("reason", "currency"),
    word("reason", "moved_in"), word("reason", "moved_out"), word("reason", "won"), word("reason", "lost"),
    word("reason", "dropped"), word("reason", "cancelled"), word("reason", "expired"),
    word("reason", "off_funnel"), word("reason", "off_funnel_expected"), word("reason", "progress"),
    word("stage", "nurture"), word("stage", "design"), word("stage", "compare"), word("stage", "commit"),
)  # fmt: skip
"""All slugs that the tables show; the catalogue tool reads them here."""
