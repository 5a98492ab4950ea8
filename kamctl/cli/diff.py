"""kamctl diff: what changed in the book?"""

from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import SOUND, app
from kamctl.cli.options import BookFolder, OutputFile, OutputFormat, Speak
from kamctl.errors import DATA, FINDINGS, USAGE, KamError, Message, msg

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.render.sheet import Sheet
    from kamctl.store.change import Change
    from kamctl.store.source import Source


@app.command("diff", rich_help_panel=SOUND)
def show_diff(
    rev: Annotated[
        str | None,
        typer.Argument(metavar="[REV|DAY|REV..REV]", help="Since when, or between which two; else the last commit."),
    ] = None,
    account: Annotated[str | None, typer.Option("--account", metavar="ID", help="Only this account.")] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")] = False,
    show_personal: Annotated[
        bool, typer.Option("--show-personal", help="Show names, addresses and numbers of contacts too.")
    ] = False,
    book: BookFolder = None,
    format: OutputFormat = None,
    output: OutputFile = None,
    lang: Speak = None,
) -> None:
    """What changed in the book since the last commit, by account, record and field.

    Deals are told by their state: stage, amount, close date. Items of lists are matched by what identifies them,
    so moving or reformatting them is no change.

    Example: kamctl diff HEAD~1
    """
    from kamctl.cli.report import Report, Shared
    from kamctl.store.changes import changes

    ctx = Report("diff", Shared(book=book, format=format, output=output, lang=lang))
    old, new = compared(ctx, rev)
    settle(ctx, new)
    found = changes(old, new, show_personal)
    if account is not None:
        wanted = known_account(account, old, new)
        found = [change for change in found if change.account == wanted]
    show(ctx, found, old, new)
    if any(change.problem for change in found):
        raise typer.Exit(DATA)
    if exit_code and found:
        raise typer.Exit(FINDINGS)


def compared(ctx: "Report", rev: str | None) -> "tuple[Source, Source]":
    """Return the two states to compare. Raises KamError for an unknown revision (2) and where git fails (6)."""
    from kamctl.store.revision import last_commit, open_revision

    work = ctx.open()
    if rev is None:
        return last_commit(work.root), work
    first, dots, second = rev.partition("..")
    if not dots:
        return open_revision(work.root, rev), work
    if second.startswith("."):
        raise KamError(msg("{range}: write two revisions as A..B", range=rev), USAGE)
    return open_revision(work.root, first or "HEAD"), open_revision(work.root, second or "HEAD")


def settle(ctx: "Report", source: "Source") -> None:
    """Read what the heading needs; a book with broken settings is compared all the same."""
    from kamctl.records.rates import Exchange, Rates
    from kamctl.store.read import read_book

    ctx.source = source
    ctx.settings = read_book(source, {"settings"}, lenient=True)[0].settings
    ctx.as_of = ctx.day()
    ctx.exchange = Exchange(Rates(()), ctx.settings.currency)


def known_account(given: str, *sources: "Source") -> str:
    """Return the id of an account that either state has. Raises KamError (exit 2) for an unknown one."""
    from kamctl.cli.choose import chosen

    parts = (path.split("/") for source in sources for path in source.paths())
    return chosen(given, {part[1] for part in parts if part[0] == "accounts"}, msg("no account {name}", name=given), {})


def between(old: "Source", new: "Source") -> Message:
    """Return what is compared, for the summary."""
    if old.revision is None:
        return msg("since the beginning: nothing is committed yet")
    if new.revision is None:
        return msg("since {old}", old=commit_words(old))
    return msg("from {old} to {new}", old=commit_words(old), new=commit_words(new))


def commit_words(source: "Source") -> Message | str:
    """Return a commit by its short id and day."""
    id = (source.revision or "")[:10]
    try:
        return msg("{id} of {day}", id=id, day=getattr(source, "committed", None))
    except KamError:  # the settings don't tell where a day ends; the id alone will do
        return id


def show(ctx: "Report", found: "list[Change]", old: "Source", new: "Source") -> None:
    """Write the changes as asked for; warnings and files that can't be read are told on standard error too."""
    from kamctl.cli.complain import show_problems, show_warnings
    from kamctl.render.output import render

    sheet = as_sheet(found, old, new)
    text = as_text(ctx, found, sheet, between(old, new)) if ctx.format == "table" else None
    ctx.put(text or render(ctx.heading(), sheet, ctx.format, ctx.stream))
    if ctx.format != "json" or ctx.options.output:
        show_warnings(sheet.warnings)
    problems = [change.problem for change in found if change.problem]
    if problems:
        show_problems(problems)


def as_text(ctx: "Report", found: "list[Change]", sheet: "Sheet", what: Message) -> str:
    """Return the changes as an outline to look at."""
    from kamctl.cli.diff_outline import groups_of, summary
    from kamctl.render.outline import render_outline
    from kamctl.render.terminal import screen_of

    return render_outline(ctx.heading(), summary(sheet, found, what), groups_of(found), screen_of(ctx.stream))


def as_sheet(found: "list[Change]", old: "Source", new: "Source") -> "Sheet":
    """Return the changes as rows for programs."""
    from kamctl.render.sheet import Sheet

    left_out = [
        {"record": f"{change.path}:{change.problem.place.line}", "reason": change.problem.message}
        for change in found
        if change.problem
    ]
    warnings = [warning for source in (old, new) for warning in getattr(source, "warnings", ())]
    fields = {"from": old.revision, "to": new.revision}
    return Sheet(rows=list(map(row, found)), fields=fields, left_out=left_out, warnings=warnings)


def row(change: "Change") -> dict[str, object]:
    """Return a change as a row, in the order of the contract."""
    return {
        "account": change.account,
        "kind": change.kind,
        "record": change.record,
        "path": change.path,
        "field": change.field or None,
        "op": change.op,
        "before": change.before,
        "after": change.after,
    }
