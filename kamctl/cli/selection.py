"""Which accounts a report is about: the options that choose them, and customer groups made of their accounts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import pandas as pd

    from kamctl.records.book import Book

OfAccount = Annotated[str | None, typer.Option("--account", metavar="ACCOUNT", help="An account and all below it.")]
OfOwner = Annotated[str | None, typer.Option("--owner", metavar="PERSON", help="Accounts of one of our people.")]
OfSegment = Annotated[str | None, typer.Option("--segment", metavar="SEGMENT", help="Accounts of an industry segment.")]
Top = Annotated[int | None, typer.Option("--top", metavar="N", min=1, help="The N first of them.")]


class Level(StrEnum):
    """What a row is about."""

    ACCOUNT = "account"
    GROUP = "group"


OfLevel = Annotated[
    Level,
    typer.Option("--level", metavar="account|group", help="A row for each account, or for each customer group."),
]


def among(
    book: "Book",
    units: "pd.DataFrame",
    account: str | None = None,
    owner: str | None = None,
    segment: str | None = None,
) -> list[str]:
    """Return the accounts that were asked for, in order of id. Raises KamError (usage) for unknown names.

    `units` are those that can be asked for, by id, with owner and segment.
    """
    from kamctl.cli import choose

    if account is not None:
        units = units[units.index.isin(choose.accounts_below(book, account))]
    if owner is not None:
        units = units[units["owner"] == choose.owner(book, owner)]
    if segment is not None:
        units = units[units["segment"] == choose.segment(book, segment)]
    return list(units.index)


def doing_business(book: "Book", day: "date", more: "Collection[str]") -> "pd.DataFrame":
    """Return the accounts that are not mere groups, by id, with owner on the day and segment.

    `more` are folders that count, too, be they groups: money stands on them.
    """
    from kamctl.frames.accounts import accounts

    table = accounts(book, day).set_index("account")
    return table[(table["kind"] == "account") | table.index.isin(list(more))]


def units_of(book: "Book", level: Level) -> Mapping[str, str]:
    """Return the unit that each account belongs to on a level: itself, or its customer group."""
    from kamctl.records.book import customer_group

    if level is Level.ACCOUNT:
        return {name: name for name in book.accounts}
    return {name: customer_group(book.accounts, name) for name in book.accounts}
