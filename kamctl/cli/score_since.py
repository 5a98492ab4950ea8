"""What moved since a day or a revision: scores, ranks and tiers then and now, and the indicators behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.names import names_of
from kamctl.cli.score import KINDS
from kamctl.cli.score_level import Level
from kamctl.cli.score_notes import notes
from kamctl.cli.score_sheet import UNIT, fields, tier_styles, tier_text
from kamctl.cli.score_values import Value, unit_of, value_of
from kamctl.cli.score_view import View, chosen, view_of
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import GIT, USAGE, KamError, Message, msg
from kamctl.locale import language
from kamctl.methods.moves import moved_by, moves
from kamctl.records.rates import Exchange, Rates
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import figure, named
from kamctl.store.history import as_day

if TYPE_CHECKING:
    from kamctl.cli.report import Earlier, Report
    from kamctl.cli.score import Asked

Row = dict[str, Any]
SHOWN_MOVES = 3
STYLES = {"+": "good", "-": "bad"}


@dataclass(frozen=True, slots=True)
class Past:
    """The other state: its view, its day, and the revision it was read from (None: today's book)."""

    view: View
    day: date
    revision: str | None


def since_sheet(ctx: "Report", view: View, asked: "Asked") -> Sheet:
    """Return what `--since` shows of the units that were asked for, now or then."""
    past = past_of(ctx, view, asked)
    table = moves(past.view.card, view.card)
    wanted = {unit for one in (view, past.view) for unit in chosen_of(one, asked)}
    units = [unit for unit in table.index if unit in wanted][: asked.top]
    rows = [row_of(past, view, table.loc[unit].to_dict(), unit) for unit in units]
    names = names_of(view.book.settings, view.book)
    here = [unit for unit in units if unit in view.card.table.index]
    return Sheet(
        rows=rows,
        tables=[Table(columns(view, names), [shown(row, names) for row in rows])],
        summary=[summary(past, rows)],
        notes=[*of_weights(rows), *of_settings(past, view), *notes(view, here)],
        fields=fields(view) | {"since": past.day, "since_revision": past.revision},
        left_out=left_out(past, view),
        names=names,
        parts="moved",
    )


def past_of(ctx: "Report", view: View, asked: "Asked") -> Past:
    """Return the other state. Raises KamError (usage) for a day not before the report's, or no such revision."""
    since = asked.since or ""
    day = as_day(since)
    if day is None:
        then = earlier(ctx, since)
        return Past(view_of(then.book, then.exchange, then.day, asked.level), then.day, then.revision)
    if day >= ctx.as_of:
        raise KamError(msg("--since {day}: not before the day of the report, {as_of}", day=day, as_of=ctx.as_of), USAGE)
    exchange = Exchange(Rates(row for _, row in view.book.rates), view.currency)
    return Past(view_of(view.book, exchange, day, asked.level), day, None)


def earlier(ctx: "Report", since: str) -> "Earlier":
    """Return the book as committed. Raises KamError, with the remark that a day would do, too."""
    try:
        return ctx.earlier(since, *KINDS)
    except KamError as error:
        if error.exit_code == GIT:
            hint = msg("a revision needs a git repository; a day is written as 2026-06-30")
            raise KamError(error.message, GIT, hint) from error
        raise


def chosen_of(view: View, asked: "Asked") -> Sequence[str]:
    """Return the units that were asked for; none where the state does not know what was named."""
    try:
        return chosen(view, asked.account, asked.owner, asked.segment)
    except KamError:
        return []


def row_of(past: Past, view: View, cells: Row, unit: str) -> Row:
    """Return one unit: then and now, and the indicators that moved it."""
    home = view if unit in view.units.index else past.view
    known = home.units.loc[unit]
    status = cells["status"] or ("new" if past.revision is None and known["since"] > stamp(past.day) else None)
    place = {"account": known["parent"], "site": known["site"]} if view.level is Level.SITE else {"account": unit}
    moved = [
        {
            "group": one.group,
            "indicator": one.indicator,
            "then": None if one.then is None else float(one.then),
            "now": None if one.now is None else float(one.now),
            "change": float(one.change),
            "by_value": float(one.by_value),
            "by_weight": float(one.by_weight),
            "cause": one.cause,
            "value_then": raw_of(past.view, unit, one.indicator),
            "value": raw_of(view, unit, one.indicator),
            "unit": unit_of(one.indicator, view.currency),
        }
        for one in moved_by(past.view.card, view.card, unit)
    ]
    return place | {
        "name": known["name"],
        "name_zh": known["name_zh"],
        "status": status,
        "score_then": native(cells["score_then"]),
        "score": native(cells["score"]),
        "change": native(cells["change"]),
        "rank_then": whole(cells["rank_then"]),
        "rank": whole(cells["rank"]),
        "tier_then": native(cells["tier_then"]),
        "tier": native(cells["tier"]),
        "provisional_then": native(cells["provisional_then"]),
        "provisional": native(cells["provisional"]),
        "evidence_then": native(cells["evidence_then"]),
        "evidence": native(cells["evidence"]),
        "moved": moved,
    }


def raw_of(view: View, unit: str, indicator: str) -> Value:
    """Return a raw value of a state, None where it is unknown or the unit is not there."""
    values = view.card.measured.values
    if unit not in values.index or indicator not in values:
        return None
    return value_of(float(values[indicator][unit]), indicator, view.currency)


def stamp(day: date) -> Any:
    """Return a day as frames have it."""
    import pandas as pd

    return pd.Timestamp(day)


def native(value: Any) -> Any:
    """Return a cell, None where it is missing."""
    return None if value != value else value


def whole(value: Any) -> int | None:
    """Return a rank."""
    return None if value != value else int(value)


def columns(view: View, names: Names) -> list[Column]:
    """Return the columns."""
    styles = tier_styles(view, names)
    return [
        Column("rank", msg("#"), "count"),
        Column("rank_then", msg("was"), "count", keep=3),
        Column("shown_name", UNIT[view.level]),
        Column("shown_tier", msg("Tier"), styles=styles),
        Column("tier_was", msg("was"), keep=4),
        Column("score", msg("Score"), "points"),
        Column("shown_change", msg("Change"), "id", styles=STYLES),
        Column("evidence_then", msg("Evidence was"), "share", keep=6),
        Column("evidence", msg("Evidence"), "share", keep=5),
        Column("moved_by", msg("Moved by"), keep=2),
    ]


def shown(row: Row, names: Names) -> Row:
    """Return a row as people see it: the tier of then only where it was another, the three largest moves."""
    status = {"new": msg("new"), "left": msg("left")}.get(row["status"] or "")
    change = row["change"]
    return row | {
        "shown_name": (row["name_zh"] if language() == "zh" else None) or row["name"],
        "shown_tier": tier_text(row, names),
        "tier_was": was_text(row, names),
        "shown_change": status if change is None or status else figure(change, 1, sign=True),
        "moved_by": "" if status and change is None else moved_text(row, names),
    }


def was_text(row: Row, names: Names) -> Message | str | None:
    """Return the tier of then where it was another one, or provisional where it is not, or the reverse."""
    then = {"tier": row["tier_then"], "provisional": row["provisional_then"]}
    same = (row["tier_then"], row["provisional_then"]) == (row["tier"], row["provisional"])
    return "" if same else tier_text(then, names)


def moved_text(row: Row, names: Names) -> Message | str:
    """Return the largest moves by value in words, and what all others, what became known, and weights add up to."""
    happened = [one for one in row["moved"] if one["cause"] in ("value", "others")]
    parts = [move_text(one, names) for one in happened[:SHOWN_MOVES]]
    groups = (
        (msg("{count} others {change}"), happened[SHOWN_MOVES:]),
        (msg("{count} newly known {change}"), [one for one in row["moved"] if one["cause"] == "learnt"]),
        (msg("{count} now unknown {change}"), [one for one in row["moved"] if one["cause"] == "lost"]),
    )
    for form, members in groups:
        if members:
            change = figure(summed(members, "by_value"), 1, sign=True)
            parts.append(Message(form.template, {"count": len(members), "change": change}))
    shifted = summed(row["moved"], "by_weight")
    if shifted:
        parts.append(msg("weights {change}", change=figure(shifted, 1, sign=True)))
    return msg("{moves}", moves=parts) if parts else ""


def summed(moves: Sequence[Row], part: str) -> Decimal:
    """Return the exact sum of a part of some moves."""
    return sum((Decimal(str(one[part])) for one in moves), Decimal(0))


def move_text(move: Row, names: Names) -> Message:
    """Return one move by value in words, and whether others' values brought it."""
    form = msg("{indicator} {change}")
    if move["cause"] == "others":
        form = msg("{indicator} {change} (others moved)")
    indicator = named("indicator", move["indicator"], names)
    return Message(form.template, {"indicator": indicator, "change": figure(move["by_value"], 1, sign=True)})


def summary(past: Past, rows: Sequence[Row]) -> Message:
    """Return in one sentence how many rose, fell, changed their tier, came and went."""
    counts = {
        msg("higher"): sum((row["change"] or 0) > 0 and row["status"] is None for row in rows),
        msg("lower"): sum((row["change"] or 0) < 0 and row["status"] is None for row in rows),
        msg("with another tier"): sum(row["tier"] != row["tier_then"] and row["change"] is not None for row in rows),
        msg("new"): sum(row["status"] == "new" for row in rows),
        msg("left"): sum(row["status"] == "left" for row in rows),
    }
    found = [msg("{count} {what}", count=count, what=what) for what, count in counts.items() if count]
    then = msg("revision {id}", id=past.revision[:10]) if past.revision else past.day
    return msg("Since {then}: {found}", then=then, found=found or [msg("nothing moved")])


def of_weights(rows: Sequence[Row]) -> list[Message]:
    """Return what is meant by weights, where they moved anything."""
    if not any(move["by_weight"] for row in rows for move in row["moved"]):
        return []
    return [msg("weights: what became known, or unknown, shifts the weights of all others.")]


def of_settings(past: Past, view: View) -> list[Message]:
    """Return the remark that scores of then rest on other settings, and on which day they were computed."""
    found = []
    if past.revision is None:
        found.append(
            msg("Then: today's book, on {day}; what was overwritten since is not seen: name a revision for that.",
                day=past.day)
        )  # fmt: skip
    if past.revision is not None:
        found.append(msg("Then: the book as committed, on {day}.", day=past.day))
        if past.view.book.settings.score != view.book.settings.score:
            found.append(msg("The settings of the score were others then: moves come from them, too."))
    return found


def left_out(past: Past, view: View) -> list[dict[str, object]]:
    """Return what could not be counted, now or then."""
    now = missing_rates(view.book, view.facts)
    then = [entry for entry in missing_rates(past.view.book, past.view.facts) if entry not in now]
    return now + [{**entry, "reason": msg("then: {reason}", reason=entry["reason"])} for entry in then]
