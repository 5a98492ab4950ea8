"""kamctl check: is everything in the book sound?"""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl import __version__
from kamctl.cli.app import SOUND, app
from kamctl.cli.kept import keep
from kamctl.cli.options import AsOf, At, BookFolder, OutputFile, Speak
from kamctl.errors import FINDINGS, USAGE, KamError, Message, Problem, msg

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.store.check import Checked

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Report on these files, folders or accounts only."),
]
Changed = Annotated[
    str | None,
    typer.Option(
        "--changed",
        metavar="[REV]",
        help="Report only on files that differ from a revision; else from the last commit.",
    ),
]
CheckFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|json|csv|github|gitlab|sarif",
        help="Form of the output; else by the ending of -o, else text; github in GitHub Actions.",
    ),
]


@app.command("check", rich_help_panel=SOUND)
def show_check(
    paths: Paths = None,
    changed: Changed = None,
    book: BookFolder = None,
    as_of: AsOf = None,
    at: At = None,
    format: CheckFormat = None,
    output: OutputFile = None,
    lang: Speak = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings, too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Put texts that must be quoted in quotes (KAM701).")] = False,
) -> None:
    """Find every fault in the book: files, values, references, histories, money, practice, settings.

    All faults are shown at once, each with its place and remedy; `kamctl explain KAM203` tells more of one. Exits
    with 1 if there are errors. The whole book is checked, also where you ask for parts of it. A finding that is no
    fault can be silenced, with a reason: `kamctl explain KAM814` shows how.

    Example: kamctl check nordlicht --changed
    """
    from kamctl.checks.run import unchecked
    from kamctl.cli.check_forms import form_of
    from kamctl.cli.check_parts import asked, split
    from kamctl.cli.complain import show_warnings
    from kamctl.cli.report import Report, Shared

    form = form_of(format, output, sys.stdout, os.environ)
    if fix and at is not None:
        raise KamError(msg("--fix changes the files as they are now"), USAGE, msg("leave out --at"))
    ctx = Report("check", Shared(book=book, as_of=as_of, at=at, lang=lang))
    wanted = asked(ctx.open(), paths or (), changed, Path.cwd())
    checked = check_book(ctx)
    failed = 0
    if fix:
        count, failed = fixed(ctx, split(checked.problems, wanted)[0])
        checked = check_book(ctx) if count else checked
    doubtful = unchecked(checked.book)
    # What keeps others from being checked is told whatever was asked for.
    problems, others = split(checked.problems, lambda path: path in doubtful or wanted(path))
    warnings = list(doubtful.values())
    write_result(ctx, replace(checked, problems=tuple(problems)), others, warnings, form, output)
    if form != "json" or output:
        show_warnings(warnings)
    if failed or any(strict or problem.severity == "error" for problem in problems):
        raise typer.Exit(failed or FINDINGS)


def check_book(ctx: "Report") -> "Checked":
    """Check the book that the options name; settles the day of the report."""
    from kamctl.cli.report import today
    from kamctl.records.rates import Exchange, Rates
    from kamctl.records.settings import Settings
    from kamctl.render.progress import progress
    from kamctl.store.check import Days, check

    def settled(settings: Settings) -> Days:
        ctx.settings = settings
        try:
            own = ctx.own_day()
        except KamError:
            own = today("UTC")  # the rules tell that there is no such time zone
        ctx.as_of = own if ctx.given_day is None else ctx.day()
        ctx.exchange = Exchange(Rates(()), settings.currency)
        return Days(ctx.as_of, max(ctx.as_of, own))

    ctx.source = ctx.open()
    with progress(msg("Reading")) as step:
        checked = check(ctx.source, settled, step)
    keep(checked)
    return checked


def fixed(ctx: "Report", problems: Sequence[Problem]) -> tuple[int, int]:
    """Quote the texts that must be, and say where. Return how many, and an exit code: 0 if all was written."""
    from kamctl.cli.check_forms import paths_for
    from kamctl.cli.complain import complain, say
    from kamctl.locale import plural, translate
    from kamctl.render.problems import location
    from kamctl.store.fix import fix
    from kamctl.store.source import WorkTree

    paths = sorted({problem.place.path for problem in problems if problem.code == "KAM701"})
    places, failed = fix(WorkTree(ctx.source.root), paths)
    shown = paths_for("text", ctx.source.root, Path.cwd())
    for place in places:
        say(translate(msg("{place}: put in quotes", place=location(replace(place, path=shown(place.path))))))
    if places:
        count = len(places)
        say(translate(plural(count, msg("{n} text put in quotes", n=count), msg("{n} texts put in quotes", n=count))))
    for error in failed:
        complain(error.message, error.hint)
    return len(places), failed[0].exit_code if failed else 0


def write_result(
    ctx: "Report",
    checked: "Checked",
    others: Sequence[Problem],
    warnings: Sequence[Message],
    form: str,
    output: Path | None,
) -> None:
    """Write the problems in a form, to a file or to standard output; `others` are those not asked for."""
    from kamctl.cli.check_forms import paths_for, relocated, rules
    from kamctl.render.findings import Findings, render_findings
    from kamctl.render.output import BYTE_ORDER_MARK, save, write
    from kamctl.render.terminal import screen_of

    shown = paths_for(form, ctx.source.root, Path.cwd())
    found = Findings(
        heading=ctx.heading(),
        problems=[relocated(problem, shown) for problem in checked.problems],
        files=checked.files,
        records=checked.records,
        seconds=checked.seconds,
        version=__version__,
        screen=screen_of(None if output else sys.stdout),
        others=others,
        silenced=checked.silenced,
        broken=len(checked.book.broken),
        warnings=warnings,
        rules=rules() if form == "sarif" else {},
    )
    text = render_findings(found, form)
    if output:
        save(output, (BYTE_ORDER_MARK if form == "csv" else "") + text)
    else:
        write(sys.stdout, text)
