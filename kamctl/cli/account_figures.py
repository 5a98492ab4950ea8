"""What reports on the value of accounts are computed from: the facts of the day, and each account's tier."""

from typing import TYPE_CHECKING

from kamctl.cli.score_plan import plan_of, rules_of, shelf_lives
from kamctl.frames.indicators import fact_frames
from kamctl.methods.facts import Facts
from kamctl.methods.indicators import Measured, measure
from kamctl.methods.scorecard import Scorecard, scorecard

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.records.book import Book

KINDS = ("account", "invoices", "orders", "receivables", "install", "survey", "opportunity", "products", "team")
"""The kinds of record that indicators are computed from."""


def facts_of(ctx: "Report", book: "Book", months: int = 24) -> Facts:
    """Return what the book tells of its accounts on the day of the report; sales reach back `months`."""
    stages = {stage.id: float(stage.probability) for stage in book.settings.stages}
    return Facts(as_of=ctx.as_of, stages=stages, **fact_frames(book, ctx.exchange, ctx.as_of, months))


def card_of(book: "Book", facts: Facts, *more: str) -> Scorecard:
    """Return the scorecard of all accounts; `more` are indicators to measure beside those that are scored."""
    plan = plan_of(book.settings.score)
    wanted = dict.fromkeys(("revenue", *(one.indicator for one in plan.indicators), *more))
    return scorecard(measure(facts, shelf_lives(book.settings), wanted), plan, rules_of(book.settings.score))


def measured_of(book: "Book", facts: Facts, *indicators: str) -> Measured:
    """Return some indicators of all accounts."""
    return measure(facts, shelf_lives(book.settings), indicators)
