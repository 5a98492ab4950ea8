"""kamctl commit: record what changed, with a message that says what it means."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import SOUND, app
from kamctl.cli.options import BookFolder, Speak
from kamctl.errors import CONFLICT, FINDINGS, USAGE, KamError, Message, msg

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.store.git import Repository
    from kamctl.store.source import Source

Files = dict[str, frozenset[str]]
"""Files by path, with the ids of their content."""
YES = frozenset(("y", "yes", "是"))


@app.command("commit", rich_help_panel=SOUND)
def commit(
    message: Annotated[
        str | None,
        typer.Option("-m", "--message", metavar="TEXT", help="First line of the message; else made for you."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    book: BookFolder = None,
    lang: Speak = None,
) -> None:
    """Check the book, show what changed, and commit it with a message made from the changes.

    Errors stop it. Only files of the book are committed, never private ones; what else is staged stays staged.

    Example: kamctl commit
    """
    from kamctl.cli.report import Report, Shared
    from kamctl.store.committing import refuse_if_busy, refuse_without_identity
    from kamctl.store.git import need_repository
    from kamctl.store.revision import last_commit

    if message is not None and not message.strip():
        raise KamError(msg("-m: the text is empty"), USAGE)
    ctx = Report("commit", Shared(book=book, lang=lang))
    work = ctx.open()
    repository = need_repository(work.root)
    refuse_if_busy(repository)
    old = last_commit(work.root)
    files = to_commit(repository, old, work)
    if not files:
        say(msg("Nothing to commit: the book is as it was committed."))
        return
    if not yes and not sys.stdin.isatty():
        raise KamError(msg("nobody can be asked here"), USAGE, msg("look at `kamctl diff`, then use --yes"))
    refuse_without_identity(repository)
    stop_on_errors(ctx)
    text = shown(ctx, old, work, message)
    if yes or agreed():
        finish(repository, old, files, text)


def to_commit(repository: "Repository", old: "Source", work: "Source") -> Files:
    """Return the files of the book that differ from the last commit, without those that git ignores."""
    from kamctl.cli.complain import show_warnings
    from kamctl.store.changes import changed_files
    from kamctl.store.committing import ignored

    files = changed_files(old, work)
    left = ignored(repository, list(files)) if files else []
    if left:
        show_warnings([msg("ignored by git, not committed: {paths}", paths=left)])
    return {path: ids for path, ids in files.items() if path not in left}


def stop_on_errors(ctx: "Report") -> None:
    """Check the book; show errors and leave with exit code 1 if there are any. Warnings are for `kamctl check`."""
    from kamctl.cli.check import check_book
    from kamctl.cli.complain import complain, show_problems

    errors = [problem for problem in check_book(ctx).problems if problem.severity == "error"]
    if errors:
        show_problems(errors)
        complain(msg("nothing was committed: the book has errors"), msg("mend them first; `kamctl check` shows them"))
        raise typer.Exit(FINDINGS)


def shown(ctx: "Report", old: "Source", work: "Source", subject: str | None) -> str:
    """Show what changed and the first line of the message; return the whole message."""
    from kamctl.cli.diff import as_sheet, as_text, between
    from kamctl.store.changes import changes
    from kamctl.store.message import message_of

    found = changes(old, work)
    text = message_of(found, subject)
    ctx.put(as_text(ctx, found, as_sheet(found, old, work), between(old, work)) + "\n")
    say(msg("Message: {subject}", subject=text.partition("\n")[0]))
    return text


def agreed() -> bool:
    """Ask on the terminal. Anything but yes, also the end of the input, is no."""
    from kamctl.locale import translate

    sys.stdout.write(translate(msg("Commit this? [y/N] ")))
    sys.stdout.flush()
    answer = sys.stdin.readline().strip().lower()
    if answer not in YES:
        say(msg("Nothing was committed."))
    return answer in YES


def finish(repository: "Repository", old: "Source", files: Files, text: str) -> None:
    """Commit, unless a file changed since it was shown."""
    from kamctl.store.changes import changed_files
    from kamctl.store.committing import commit_files, refuse_if_busy
    from kamctl.store.source import WorkTree

    now = changed_files(old, WorkTree(repository.folder))
    if any(now.get(path) != ids for path, ids in files.items()):
        raise KamError(msg("the book changed while you looked at it; nothing was committed"), CONFLICT)
    refuse_if_busy(repository)
    id = commit_files(repository, list(files), text)
    say(msg("Committed {id}.", id=id[:10]))


def say(message: Message) -> None:
    """Write one line to standard output."""
    from kamctl.locale import translate
    from kamctl.render.output import write
    from kamctl.render.terminal import one_line

    write(sys.stdout, one_line(translate(message)) + "\n")
