"""kamctl score: which accounts matter, and why?"""

from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import ACCOUNTS, app
from kamctl.cli.report import Report, report
from kamctl.errors import USAGE, KamError, msg

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.methods.facts import Facts
    from kamctl.methods.score import Plan
    from kamctl.methods.scorecard import Scorecard
    from kamctl.records.book import Book

KINDS = ("account", "invoices", "orders", "receivables", "install", "survey", "opportunity", "products", "team")


@app.command("score", rich_help_panel=ACCOUNTS)
@report
def score(
    ctx: Report,
    account: Annotated[
        str | None, typer.Option("--account", metavar="ACCOUNT", help="An account and all below it.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="PERSON", help="Accounts of one of our people.")
    ] = None,
    segment: Annotated[
        str | None, typer.Option("--segment", metavar="SEGMENT", help="Accounts of an industry segment.")
    ] = None,
    top: Annotated[int | None, typer.Option("--top", metavar="N", min=1, help="The N best of them.")] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="ACCOUNT", help="Where one account's points come from, record by record."),
    ] = None,
) -> None:
    """Which accounts matter, and why?

    Scores every account from 0 to 100 in five groups: contribution, loyalty, growth, risk, strategic importance. What
    is unknown is left out, and evidence says how much is known. `kamctl explain score` says how.

    Example: kamctl score --top 5
    """
    if explain is not None and (account, owner, segment, top) != (None, None, None, None):
        raise KamError(msg("--explain shows one account: it goes with no other choice of accounts"), USAGE)
    book = ctx.book(*KINDS)
    from kamctl.cli.score_explain import explanation
    from kamctl.cli.score_plan import plan_of
    from kamctl.cli.score_sheet import sheet

    one = None if explain is None else scored_account(book, explain)
    plan, facts = plan_of(book.settings.score), facts_of(ctx, book)
    wanted = chosen(book, facts, account, owner, segment)
    card = card_of(book, plan, facts)
    if one is not None:
        ctx.show(explanation(book, plan, facts, card, one))
    else:
        ctx.show(sheet(book, facts, card, card.table[card.table.index.isin(wanted)].head(top or len(card.table))))


def scored_account(book: "Book", given: str) -> str:
    """Return the account to explain. Raises KamError (usage) for an unknown one, or a folder without business."""
    from kamctl.cli import choose

    name = choose.account(book, given)
    if book.accounts[name].kind == "group":
        hint = msg("see its accounts with --account {name}", name=name)
        raise KamError(msg("{name} is a group: it does no business itself and has no score", name=name), USAGE, hint)
    return name


def facts_of(ctx: Report, book: "Book") -> "Facts":
    """Return what the book tells of its accounts on the day of the report."""
    from kamctl.frames.indicators import fact_frames
    from kamctl.methods.facts import Facts

    stages = {stage.id: float(stage.probability) for stage in book.settings.stages}
    return Facts(as_of=ctx.as_of, stages=stages, **fact_frames(book, ctx.exchange, ctx.as_of))


def card_of(book: "Book", plan: "Plan", facts: "Facts") -> "Scorecard":
    """Return the scorecard of all accounts."""
    from kamctl.cli.score_plan import rules_of, shelf_lives
    from kamctl.methods.indicators import measure
    from kamctl.methods.scorecard import scorecard

    wanted = dict.fromkeys(["revenue", *(one.indicator for one in plan.indicators)])
    return scorecard(measure(facts, shelf_lives(book.settings), wanted), plan, rules_of(book.settings.score))


def chosen(
    book: "Book", facts: "Facts", account: str | None, owner: str | None, segment: str | None
) -> "pd.Index[str]":
    """Return the ids of the scored accounts that were asked for. Raises KamError (usage) for unknown names."""
    from kamctl.cli import choose

    units = facts.units
    if account is not None:
        units = units[units.index.isin(choose.accounts_below(book, account))]
    if owner is not None:
        units = units[units["owner"] == choose.owner(book, owner)]
    if segment is not None:
        units = units[units["segment"] == choose.segment(book, segment)]
    return units.index
