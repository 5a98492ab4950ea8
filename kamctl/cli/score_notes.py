"""What must be known to read a scorecard: where sales come from, what is unknown, what is in no row."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kamctl.cli.score_level import Level
from kamctl.errors import Message, msg
from kamctl.locale import plural
from kamctl.methods.facts import back
from kamctl.methods.indicators import INDICATORS

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.score_view import View
    from kamctl.methods.facts import Facts
    from kamctl.methods.scorecard import Scorecard
    from kamctl.records.book import Book


def notes(view: "View", units: Sequence[str], marked: bool = True) -> list[Message]:
    """Return the footnotes of a table of units; `marked`: provisional tiers have a question mark there."""
    shown = view.card.table.loc[list(units)]
    return [
        *of_choice(view, len(units)),
        *(of_tiers(view.book, shown) if marked else ()),
        *of_sales(view.facts),
        *of_age(view.card, shown),
        *(astray(view.facts) if view.level is Level.ACCOUNT else ()),
        *of_apart(view),
    ]


def of_choice(view: "View", count: int) -> Iterator[Message]:
    """Yield the remark that a choice of units does not change their scores."""
    every = len(view.card.table)
    if count < every:
        choices = {
            Level.ACCOUNT: msg("Scores and ranks are among all {count} accounts of the book.", count=every),
            Level.GROUP: msg("Scores and ranks are among all {count} customer groups of the book.", count=every),
            Level.SITE: msg("Scores and ranks are among all {count} sites of the book.", count=every),
        }
        yield choices[view.level]


def of_apart(view: "View") -> Iterator[Message]:
    """Yield what of the accounts is of no site, and that little is known of a site."""
    if view.level is not Level.SITE:
        return
    count = sum(one.of_site for one in INDICATORS.values() if one.slug in view.card.measured.values)
    every = len(view.card.measured.values.columns)
    yield msg("Of {every} indicators {count} can be known of a site.", every=every, count=count)
    apart = view.leveled.apart
    if len(apart):
        yield plural(
            len(apart),
            msg("One account has revenue, profit or deals that name no site: in no row."),
            msg("{count} accounts have revenue, profit or deals that name no site: in no row.", count=len(apart)),
        )


def of_tiers(book: "Book", chosen: "pd.DataFrame") -> Iterator[Message]:
    """Yield what the question mark means, where one is shown."""
    if chosen["provisional"].any():
        least = msg("{share} %", share=f"{float(book.settings.score.evidence_minimum) * 100:g}")
        yield msg("? provisional: less than {least} of the weight is known.", least=least)


def of_sales(facts: "Facts") -> Iterator[Message]:
    """Yield from which ledger sales come, where it is not invoices or does not tell all."""
    first, last = facts.ledger["first"].iloc[0], facts.until
    if first != first:  # NaT: there is no line
        yield msg("There are no invoices and no orders: sales are unknown.")
        return
    if facts.basis == "orders":
        yield msg("There are no invoices: sales are orders, profit and receivable days are unknown.")
    if not facts.told(0).any():
        yield msg("The ledger of sales ends on {day}: later ones are unknown.", day=last.date())
    elif first.replace(day=1) > back(facts.as_of, 24):
        yield msg("The ledger of sales starts on {day}: earlier ones are unknown.", day=first.date())


def of_age(card: "Scorecard", chosen: "pd.DataFrame") -> Iterator[Message]:
    """Yield how many values of the accounts shown are too old, and how many of unknown age."""
    stale = int(card.measured.stale.loc[chosen.index].to_numpy().sum())
    undated = int(card.measured.undated.loc[chosen.index].to_numpy().sum())
    if stale:
        yield plural(
            stale,
            msg("One value is past its shelf life and counts as unknown."),
            msg("{count} values are past their shelf life and count as unknown.", count=stale),
        )
    if undated:
        yield plural(
            undated,
            msg("One value has no date: its age is unknown."),
            msg("{count} values have no date: their age is unknown.", count=undated),
        )


def astray(facts: "Facts") -> Iterator[Message]:
    """Yield how many sales lines of the year belong to no account that is scored."""
    count = int((facts.year.by.place < 0).sum())
    if count:
        yield plural(
            count,
            msg("One sales line of the year stands on a group or an unknown account: in no row."),
            msg("{count} sales lines of the year stand on groups or unknown accounts: in no row.", count=count),
        )
