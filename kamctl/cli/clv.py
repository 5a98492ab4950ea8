"""kamctl clv: what is an account worth over the years?"""

from typing import Annotated

import typer

from kamctl.cli.app import ACCOUNTS, app
from kamctl.cli.report import Report, report
from kamctl.cli.selection import Level, OfAccount, OfLevel, OfOwner, OfSegment, Top
from kamctl.errors import USAGE, KamError, msg


@app.command("clv", rich_help_panel=ACCOUNTS)
@report
def clv(
    ctx: Report,
    account: OfAccount = None,
    owner: OfOwner = None,
    segment: OfSegment = None,
    top: Top = None,
    level: OfLevel = Level.ACCOUNT,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="ACCOUNT", help="One account's value, year by year.")
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="How ranks change with discount rate and retention.")
    ] = False,
) -> None:
    """What has an account earned us, and what will it?

    Customer lifetime value: the profit so far, what follows if nothing changes, and what growth, cross-selling and
    referrals can add, each apart. `kamctl explain clv` says how.

    Example: kamctl clv --top 5
    """
    choice = (account, owner, segment, top)
    if explain is not None and (choice != (None, None, None, None) or sensitivity or level is not Level.ACCOUNT):
        raise KamError(msg("--explain shows one account: it goes with no other choice of accounts"), USAGE)
    from kamctl.cli import account_figures, selection

    book = ctx.book(*account_figures.KINDS)
    from kamctl.cli.clv_explain import explained_account, explanation
    from kamctl.cli.clv_plan import valued
    from kamctl.cli.clv_sensitivity import sensitivity_sheet
    from kamctl.cli.clv_sheet import sheet

    one = None if explain is None else explained_account(book, explain)
    found = valued(ctx, book, level)
    wanted = {found.units[name] for name in selection.among(book, found.facts.units, account, owner, segment)}
    if one is not None:
        ctx.show(explanation(found, one))
    elif sensitivity:
        ctx.show(sensitivity_sheet(found, wanted, top))
    else:
        ctx.show(sheet(found, wanted, top))
