"""kamctl portfolio: where do we attack, where do we defend, and where do our means go?"""

from typing import Annotated

import typer

from kamctl.cli.app import ACCOUNTS, app
from kamctl.cli.report import Report, report
from kamctl.cli.selection import Level, OfAccount, OfLevel, OfOwner, OfSegment, Top


@app.command("portfolio", rich_help_panel=ACCOUNTS)
@report
def portfolio(
    ctx: Report,
    account: OfAccount = None,
    owner: OfOwner = None,
    segment: OfSegment = None,
    top: Top = None,
    level: OfLevel = Level.ACCOUNT,
    resources: Annotated[
        bool, typer.Option("--resources", help="Planned and actual resources of each account, too.")
    ] = False,
    chart: Annotated[
        bool, typer.Option("--chart", help="Draw the matrix, bubbles by revenue; as a picture: -o FILE.svg.")
    ] = False,
) -> None:
    """Where do we attack, defend, maintain, drop, and where do our means go?

    Places accounts by purchasing potential and share of wallet, tells what each quadrant is judged by, and compares
    time, people and money as planned with what was done. `kamctl explain portfolio` says how.

    Example: kamctl portfolio --chart
    """
    from kamctl.cli import account_figures, selection

    book = ctx.book(*account_figures.KINDS, "activities", "plan")
    from kamctl.cli.portfolio_plan import portfolio_of
    from kamctl.cli.portfolio_sheet import sheet

    found = portfolio_of(ctx, book, level)
    accounts = selection.among(book, found.facts.units, account, owner, segment)
    wanted = sorted({found.units[name] for name in accounts})
    ctx.show(sheet(found, wanted, top, resources, chart or ctx.format == "svg"))
