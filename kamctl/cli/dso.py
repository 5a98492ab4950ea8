"""kamctl dso: for how many days of sales do customers owe us?"""

from enum import StrEnum
from typing import Annotated

import typer

from kamctl.cli.app import ACCOUNTS, app
from kamctl.cli.report import Report, report
from kamctl.cli.selection import Level, OfLevel, OfOwner, OfSegment, Top

KINDS = ("account", "invoices", "receivables", "team")


class Sort(StrEnum):
    """By what accounts are put in order, the most first."""

    DSO = "dso"
    DELINQUENT = "delinquent"
    BEYOND_TERMS = "beyond-terms"
    OVERDUE = "overdue"
    BALANCE = "balance"


@app.command("dso", rich_help_panel=ACCOUNTS)
@report
def dso(
    ctx: Report,
    account: Annotated[
        str | None, typer.Argument(metavar="ACCOUNT", help="An account and all below it; none: the whole book.")
    ] = None,
    owner: OfOwner = None,
    segment: OfSegment = None,
    top: Top = None,
    level: OfLevel = Level.ACCOUNT,
    months: Annotated[
        int, typer.Option("--months", metavar="N", min=1, max=120, help="Month ends that the trend shows.")
    ] = 13,
    sort: Annotated[
        Sort,
        typer.Option(
            "--sort", metavar="dso|delinquent|beyond-terms|overdue|balance", help="By what: the most of it first."
        ),
    ] = Sort.DSO,
) -> None:
    """For how many days of sales do customers owe us?

    Receivable days by count-back from invoices, best possible and delinquent days, and their trend by month.
    `kamctl explain dso` says how.

    Example: kamctl dso --top 5
    """
    book = ctx.book(*KINDS)
    from kamctl.cli import selection
    from kamctl.cli.choose import account as known_account
    from kamctl.cli.dso_plan import owing
    from kamctl.cli.dso_sheet import sheet

    one = None if account is None else known_account(book, account)
    owing_money = {line.account for line in book.receivables.rows}
    wanted = selection.among(book, selection.doing_business(book, ctx.as_of, owing_money), one, owner, segment)
    found = owing(ctx, book, level)
    units = sorted({found.units[name] for name in wanted})
    ctx.show(sheet(found, units, one, months, sort.value.replace("-", "_"), top))
