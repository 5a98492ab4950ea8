"""kamctl score: which accounts matter, and why?"""

from dataclasses import dataclass
from typing import Annotated

import typer

from kamctl.cli.app import ACCOUNTS, app
from kamctl.cli.report import Report, report
from kamctl.cli.score_level import Level
from kamctl.cli.selection import OfAccount, OfOwner, OfSegment
from kamctl.errors import USAGE, KamError, msg

KINDS = ("account", "invoices", "orders", "receivables", "install", "survey", "opportunity", "products", "team")
"""The kinds of record that indicators are computed from."""
MORE = ("quote", "activities")
"""Those that pitfalls need beside."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: which units, on which level, and one view of them (none: the table)."""

    account: str | None
    owner: str | None
    segment: str | None
    top: int | None
    level: Level
    chart: bool
    explain: str | None
    pitfalls: bool
    robustness: bool
    seed: int | None
    since: str | None


@app.command("score", rich_help_panel=ACCOUNTS)
@report
def score(
    ctx: Report,
    account: OfAccount = None,
    owner: OfOwner = None,
    segment: OfSegment = None,
    top: Annotated[int | None, typer.Option("--top", metavar="N", min=1, help="The N best of them.")] = None,
    level: Annotated[
        Level,
        typer.Option("--level", metavar="account|group|site", help="A row for each account, customer group, or site."),
    ] = Level.ACCOUNT,
    chart: Annotated[bool, typer.Option("--chart", help="Draw the scores as bars, group by group.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="ACCOUNT",
            help="Where the points of one come from, what is missing, what leads to the next tier.",
        ),
    ] = None,
    pitfalls: Annotated[
        bool, typer.Option("--pitfalls", help="Where the list deceives, and whom it concerns; the pyramid beside it.")
    ] = False,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="Would tiers and ranks hold with somewhat other weights?")
    ] = False,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", min=0, max=2**32 - 1, help="Other draws for --robustness.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="REV|DAY", help="What moved since a day, or since a revision.")
    ] = None,
) -> None:
    """Which accounts matter, and why?

    Scores every account from 0 to 100 in five groups: contribution, loyalty, growth, risk, strategic importance. What
    is unknown is left out, and evidence says how much is known. `kamctl explain score` says how.

    Example: kamctl score --top 5
    """
    asked = Asked(account, owner, segment, top, level, chart, explain, pitfalls, robustness, seed, since)
    consistent(asked)
    book = ctx.book(*KINDS, *(MORE if pitfalls else ()))
    from kamctl.cli.score_answer import answer

    ctx.show(answer(ctx, book, asked))


def consistent(asked: Asked) -> None:
    """Raise KamError (usage) if what was asked for does not go together."""
    views = {"--explain": asked.explain is not None, "--pitfalls": asked.pitfalls, "--robustness": asked.robustness,
             "--since": asked.since is not None, "--chart": asked.chart}  # fmt: skip
    wanted = [name for name, given in views.items() if given]
    if len(wanted) > 1:
        raise KamError(msg("{first} and {second} are two views: choose one", first=wanted[0], second=wanted[1]), USAGE)
    if asked.explain is not None and (asked.account, asked.owner, asked.segment, asked.top) != (None, None, None, None):
        raise KamError(msg("--explain shows one account: it goes with no other choice of accounts"), USAGE)
    if asked.seed is not None and not asked.robustness:
        raise KamError(msg("--seed goes with --robustness"), USAGE)
    if asked.pitfalls and asked.level is Level.SITE:
        raise KamError(msg("--pitfalls looks at accounts or groups, not at sites"), USAGE)
