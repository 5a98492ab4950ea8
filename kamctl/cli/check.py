"""kamctl check: is everything in the book sound?"""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import SOUND, app
from kamctl.cli.options import AsOf, At, BookFolder, OutputFile, Speak
from kamctl.errors import FINDINGS, USAGE, KamError, Place, Problem, msg

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.render.sheet import Sheet
    from kamctl.store.check import Checked

FORMS = ("text", "json", "csv")
CheckFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="text|json|csv", help="Form of the output; else by the ending of -o, else text."),
]


@app.command("check", rich_help_panel=SOUND)
def show_check(
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
    with 1 if there are errors.

    Example: kamctl check
    """
    from kamctl.cli.options import Format
    from kamctl.cli.report import Report, Shared

    if format is not None and format not in (*FORMS, "table"):
        raise KamError(
            msg("--format {format}: no such format", format=format),
            USAGE,
            msg("allowed: {allowed}", allowed=list(FORMS)),
        )
    if fix and at is not None:
        raise KamError(msg("--fix changes the files as they are now"), USAGE, msg("leave out --at"))
    form = None if format is None else Format("table" if format == "text" else format)
    ctx = Report("check", Shared(book=book, as_of=as_of, at=at, format=form, output=output, lang=lang))
    checked = check_book(ctx)
    if fix and fixed(ctx, checked):
        checked = check_book(ctx)
    write_result(ctx, checked)
    if any(strict or problem.severity == "error" for problem in checked.problems):
        raise typer.Exit(FINDINGS)


def check_book(ctx: "Report") -> "Checked":
    """Check the book that the options name; settles the day of the report."""
    from kamctl.cli.report import today
    from kamctl.records.rates import Exchange, Rates
    from kamctl.records.settings import Settings
    from kamctl.render.progress import progress
    from kamctl.store.check import check

    def settled(settings: Settings) -> date:
        ctx.settings = settings
        try:
            ctx.as_of = ctx.day()
        except KamError:
            ctx.as_of = today("UTC")  # the rules tell that there is no such time zone
        ctx.exchange = Exchange(Rates(()), settings.currency)
        return ctx.as_of

    ctx.source = ctx.open()
    with progress(msg("Reading")) as step:
        return check(ctx.source, settled, step)


def fixed(ctx: "Report", checked: "Checked") -> int:
    """Quote the texts that must be, say where, and return how many there were."""
    from kamctl.cli.complain import say
    from kamctl.locale import plural, translate
    from kamctl.store.fix import fix
    from kamctl.store.source import WorkTree

    paths = sorted({problem.place.path for problem in checked.problems if problem.code == "KAM701"})
    places = fix(WorkTree(ctx.source.root), paths)
    for place in places:
        say(translate(msg("{place}: put in quotes", place=as_text(place))))
    if places:
        count = len(places)
        say(translate(plural(count, msg("{n} text put in quotes", n=count), msg("{n} texts put in quotes", n=count))))
    return len(places)


def write_result(ctx: "Report", checked: "Checked") -> None:
    """Write the problems: as text, or as rows for programs."""
    from kamctl.render.output import render, save, write
    from kamctl.render.problems import render_problems
    from kamctl.render.terminal import screen_of

    if ctx.format == "table":
        screen = screen_of(None if ctx.options.output else sys.stdout)
        text = render_problems(checked.problems, screen) if checked.problems else f"{screen.fit(sound(ctx, checked))}\n"
    else:
        text = render(ctx.heading(), as_sheet(checked), ctx.format, None if ctx.options.output else sys.stdout)
    if ctx.options.output:
        save(ctx.options.output, text)
    else:
        write(sys.stdout, text)


def sound(ctx: "Report", checked: "Checked") -> str:
    """Return the line that says that nothing was found."""
    from kamctl.locale import translate

    return translate(
        msg("{book}: {files} files, {records} records, all sound", book=ctx.heading().book, files=checked.files,
            records=checked.records)
    )  # fmt: skip


def as_sheet(checked: "Checked") -> "Sheet":
    """Return the problems as rows."""
    from kamctl.render.sheet import Sheet

    return Sheet(
        rows=[row(problem) for problem in checked.problems],
        rows_name="problems",
        fields={"checked": {"files": checked.files, "records": checked.records, "seconds": round(checked.seconds, 3)}},
    )


def row(problem: Problem) -> dict[str, object]:
    """Return a problem as a row, in the order of the contract."""
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line or place.line,
        "end_column": place.end_column or place.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "also": [as_text(other) for other in problem.also],
    }


def as_text(place: Place) -> str:
    """Return `path:line:column`."""
    return f"{place.path}:{place.line}:{place.column}"
