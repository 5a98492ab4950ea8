"""A week of the funnel in words: the answer above the tables, and what must be known to read them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kamctl.errors import Message, msg
from kamctl.frames.funnel import Scope
from kamctl.methods.funnel import Progress
from kamctl.periods import Period
from kamctl.render.values import percent
from kamctl.rounding import round_money

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.funnel import Answer

MOST_NAMED = 8
LACKING = {
    "amount": msg("Not counted, amount unknown ({count}): {deals}."),
    "close": msg("Not counted, close date unknown ({count}): {deals}."),
    "stage": msg("Not counted, stage unknown to the settings ({count}): {deals}."),
}


def short(amount: Decimal) -> Decimal:
    """Return an amount as a sentence needs it: thousands without decimals."""
    return round_money(amount, 0) if abs(amount) >= 1000 else amount


def summary(week: Period, scope: Scope, now: Progress, closing: Progress | None) -> list[Message]:
    """Return the answer in words."""
    lines = [of_week(week, scope, now), of_quarter(now)]
    if closing:
        values = {"quarter": closing.span.quarter.name, "progress": short(closing.progress)}
        lines += [msg("The week also closed {quarter}: progress {progress}.", **values), of_quarter(closing)]
    return lines


def of_week(week: Period, scope: Scope, now: Progress) -> Message:
    """Return what the week brought."""
    whose = [name for name in (scope.owner, scope.account, scope.region) if name]
    values = {
        "week": msg("{week} ({whose})", week=week.name, whose=whose) if whose else week.name,
        "quarter": now.span.quarter.name,
        "progress": short(now.progress),
    }
    if now.target is None or now.progress_share is None:
        return msg("{week} of {quarter}: progress {progress}; no target is known.", **values)
    values |= {"share": percent(now.progress_share), "needed": short(now.needed or Decimal(0))}
    if now.needed_share is None:
        return msg("{week} of {quarter}: progress {progress}, {share} of the target, which was in reach.", **values)
    pace = percent(now.needed_share)
    return msg(
        "{week} of {quarter}: progress {progress}, {share} of the target and {pace} of the {needed} needed a week.",
        pace=pace,
        **values,
    )


def of_quarter(now: Progress) -> Message:
    """Return where the quarter will end."""
    outlook, target = now.after.outlook, now.target
    if now.span.until >= now.span.quarter.last:
        return of_end(now)
    if target is None:
        return msg("Outlook {outlook}.", outlook=short(outlook))
    if outlook >= target:
        return msg(
            "Outlook {outlook}: the target of {target} is in reach.", outlook=short(outlook), target=short(target)
        )
    return msg(
        "Outlook {outlook}, {missing} short of target; the forecast fills {share} of the gap: find more opportunities.",
        outlook=short(outlook),
        missing=short(target - outlook),
        share=percent(now.forecast_share(now.after) or 0.0),
    )


def of_end(now: Progress) -> Message:
    """Return where a quarter ended."""
    sold, target = now.after.outlook, now.target
    values = {"quarter": now.span.quarter.name, "sold": short(sold)}
    if target is None:
        return msg("{quarter} ended with sales of {sold}.", **values)
    if sold >= target:
        return msg("{quarter} ended with sales of {sold}, {more} above target.", more=short(sold - target), **values)
    return msg(
        "{quarter} ended with sales of {sold}, {missing} short of target.", missing=short(target - sold), **values
    )


def notes(answers: "tuple[Answer, Answer | None]", unknown: "pd.DataFrame", hidden: int) -> list[Message]:
    """Return the footnotes: what the figures rest on, what was not counted, what should be linked; each once.

    `hidden` is the number of overdue or stalled deals that the table does not show.
    """
    parts = [one for one in answers if one]
    found = [*emptiness(parts[0]), *(note for one in parts for note in one.notes)]
    if hidden:
        found.append(msg("Overdue or stalled, not shown here: {count}; --format json lists them.", count=hidden))
    found += [*lacking(unknown), *(note for one in parts for note in unlinked(one))]
    return [note for index, note in enumerate(found) if note not in found[:index]]


def emptiness(now: "Answer") -> Iterator[Message]:
    """Yield a remark where there is nothing to count."""
    if now.part.deals.empty and not now.part.progress.after.off_funnel:
        yield msg("There are no deals and no off-funnel orders to count.")


def lacking(unknown: "pd.DataFrame") -> Iterator[Message]:
    """Yield a remark for each fact that deals lack."""
    for lacks, note in LACKING.items():
        names = list(unknown.loc[unknown["lacks"] == lacks, "opportunity"])
        if names:
            yield Message(note.template, {"count": len(names), "deals": some(names)})


def unlinked(answer: "Answer") -> Iterator[Message]:
    """Yield a remark on large orders that no deal claims."""
    orders = answer.part.unlinked.to_dict("records")
    if orders:
        named = [
            msg(
                "{order} of {account}, {amount}",
                order=row["order"],
                account=row["account"],
                amount=short(row["amount"]),
            )
            for row in orders
        ]
        quarter = answer.part.progress.span.quarter.name
        yield msg("Large orders of {quarter} without a deal: {orders}.", quarter=quarter, orders=some(named))


def some(names: Sequence[str | Message]) -> list[str | Message]:
    """Return the first names, and how many more there are."""
    rest = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], msg("{count} more", count=rest)] if rest > 0 else list(names)
