"""kamctl funnel weekly: where the quarter will end, how far the week brought us, and which deals did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import funnel
from kamctl.cli.report import Report, report
from kamctl.errors import USAGE, KamError, Message, msg
from kamctl.periods import WEEK, Period, parse_week, week_of

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.frames.funnel import Folds, Scope
    from kamctl.methods.funnel import Rules, Span
    from kamctl.methods.funnel_week import Part
    from kamctl.records.book import Book
    from kamctl.records.settings import Settings

FIRST_YEAR, LAST_YEAR = 1900, 9998


@dataclass(frozen=True, slots=True)
class Answer:
    """One part of the week, remarks on what it rests on, and what makes it incomplete, as entries of `left_out`."""

    part: "Part"
    notes: tuple[Message, ...] = ()
    broken: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the narrowed book, its deals day by day, whose funnel, the stages' rules, off-funnel lines."""

    book: "Book"
    folds: "Folds"
    scope: "Scope"
    rules: "Rules"
    orders: "pd.DataFrame"


@funnel.command("weekly")
@report
def funnel_weekly(
    ctx: Report,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="An ISO week, 2026-W47; else that of the report's day.")
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="PERSON", help="Deals of one of our people.")] = None,
    account: Annotated[
        str | None, typer.Option("--account", metavar="ACCOUNT", help="Deals of an account and of all below it.")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="REGION", help="Deals of a sales region.")] = None,
) -> None:
    """What did this week bring, and is it enough for the quarter?

    Progress is the change of the quarter's outlook (won, off-funnel orders, weighted forecast); the bridge splits it by
    what happened to which deal. `kamctl explain funnel` says how.

    Example: kamctl funnel weekly --week 2026-W47
    """
    asked = None if week is None else given_week(week)
    book = ctx.book("account", "opportunity", "orders", "targets", "team")
    shown = asked or week_of(ctx.as_of)
    if shown.first > ctx.as_of:
        raise KamError(
            msg("week {week} begins after {day}, the day of the report", week=shown.name, day=ctx.as_of),
            USAGE,
            msg("choose an earlier --week or a later --as-of"),
        )
    from kamctl.cli.funnel_sheet import sheet

    scope = scope_of(book, owner, account, region)
    rules = rules_of(book.settings, ctx.exchange.places)
    ctx.show(sheet(shown, scope, answers(ctx, book, scope, shown), rules, book))


def given_week(text: str) -> Period:
    """Return the week of --week. Raises KamError (usage): its form is wrong, or the year has no such week."""
    found = WEEK.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise KamError(msg("--week {week}: no such week", week=text), USAGE, msg("write an ISO week as 2026-W47"))
    try:
        return parse_week(text)
    except ValueError:
        last = date(int(found[1]), 12, 28).isocalendar().week
        hint = msg("{year} has the weeks {year}-W01 to {year}-W{last}", year=found[1], last=last)
        raise KamError(msg("--week {week}: no such week", week=text), USAGE, hint) from None


def scope_of(book: "Book", owner: str | None, account: str | None, region: str | None) -> "Scope":
    """Return whose funnel is asked for. Raises KamError (usage) for names the book does not know."""
    from kamctl.cli import choose
    from kamctl.frames.funnel import Scope

    return Scope(
        None if owner is None else choose.owner(book, owner),
        None if account is None else choose.account(book, account),
        None if region is None else choose.region(book, region),
    )


def answers(ctx: Report, book: "Book", scope: "Scope", week: Period) -> tuple[Answer, Answer | None]:
    """Return the week's part in its quarter, and the closing part of the quarter before, if the week has one."""
    from kamctl.frames.funnel import Folds, narrowed, off_funnel_lines
    from kamctl.frames.orders import orders
    from kamctl.methods.funnel import spans

    settings = book.settings
    now, closing = spans(week, ctx.as_of, settings.fiscal())
    mine = narrowed(book, scope, now.until)
    first = first_day(closing or now, settings)
    lines = orders(mine, ctx.exchange, off_funnel_lines(first, now.until))
    asked = Question(mine, Folds(mine), scope, rules_of(settings, ctx.exchange.places), lines)
    return answer(ctx, asked, now), answer(ctx, asked, closing) if closing else None


def first_day(span: "Span", settings: "Settings") -> date:
    """Return the first day whose orders matter to the quarter."""
    from kamctl.methods.funnel_orders import window

    estimated = settings.funnel.off_funnel_expected == "estimate"
    return window(span.quarter).first if estimated else span.quarter.first


def rules_of(settings: "Settings", places: int) -> "Rules":
    """Return the rules of the settings' stages."""
    from kamctl.methods.funnel import Rules

    return Rules(
        {stage.id: stage.probability for stage in settings.stages},
        {stage.id: stage.limit_days for stage in settings.stages},
        places,
    )


def answer(ctx: Report, asked: Question, span: "Span") -> Answer:
    """Return the answer for one part of the week."""
    from kamctl.cli.funnel_left_out import lines_without_rate
    from kamctl.cli.funnel_plan import plan_of
    from kamctl.frames.funnel import deals
    from kamctl.methods.funnel_week import part

    found = deals(asked.folds, ctx.exchange, span.quarter, span.before, span.until)
    known = plan_of(ctx, asked, span.quarter)
    whole = part(span, (found.before, found.after), found.at_old_rate, asked.orders, known.plan, asked.rules)
    return Answer(whole, known.notes, (*known.broken, *lines_without_rate(asked, ctx.exchange.currency)))
