"""kamctl init: start a book."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from kamctl.cli.app import START, app
from kamctl.cli.options import Speak
from kamctl.errors import KamError, Message, msg

SCHEMAS = ".kamctl/schemas"
EDITOR = ".vscode/settings.json"


@app.command("init", rich_help_panel=START)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    example: Annotated[
        bool, typer.Option("--example", help="Copy the example book, with a history of some 26 commits.")
    ] = False,
    lang: Speak = None,
) -> None:
    """Start a book in DIR: commented settings and one of each record, in a git repository with a first commit.

    Example: kamctl init my-book --example
    """
    from kamctl.store.starting import put, refuse_used

    refuse_used(folder)
    files = example_book() if example else starter_book()
    put(folder, files)
    say(msg("Started a book in {folder}: {files} files.", folder=folder, files=len(files)))
    say(committed(folder, files, example))
    say(msg("Next: `cd {folder}`, then `kamctl check`.", folder=folder))


def example_book() -> dict[str, bytes]:
    """Return the files of the example book."""
    from kamctl.store.starting import example_files

    return example_files()


def starter_book() -> dict[str, bytes]:
    """Return the files of a starter book, with schemas and settings for editors."""
    from kamctl.cli.report import today
    from kamctl.store.starting import starter_files

    files = starter_files(today("UTC"))
    return {**files, **editor_files(files)}


def editor_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the schemas of all records, with the names of the book, and the editor's settings that point to them."""
    from kamctl.cli.schema import names_in, schema_texts
    from kamctl.records.kinds import KINDS
    from kamctl.render.json import dump
    from kamctl.store.starting import Files

    texts = schema_texts(names_in(Files(Path(), files)))
    kinds = [kind for kind in KINDS if not kind.ledger]
    where = {f"./{SCHEMAS}/{kind.name}.json": pattern(kind.path) for kind in kinds}
    made = {f"{SCHEMAS}/{name}": text for name, text in texts.items()} | {EDITOR: f"{dump({'yaml.schemas': where})}\n"}
    return {name: text.encode() for name, text in made.items()}


def pattern(path: str) -> str:
    """Return the editor's pattern of a kind's files; one that would take private files too is narrowed."""
    glob = re.sub(r"\{\w+\}", "*", path)
    return glob.replace("contacts/*.yaml", "contacts/!(*.private).yaml")


def committed(folder: Path, files: dict[str, bytes], example: bool) -> Message:
    """Make the repository; return what to say of it. Without git the book is started all the same."""
    from kamctl.store.fast_import import NewCommit, make_repository, whoever
    from kamctl.store.git import check_version
    from kamctl.store.starting import story

    try:
        check_version(folder)
    except KamError as error:
        return msg("No repository was made: {reason}.", reason=error.message)
    ours = {path: data for path, data in files.items() if not path.startswith(SCHEMAS)}
    commits = story(ours) if example else [NewCommit(whoever(folder), "Start the book\n", ours)]
    make_repository(folder, commits)
    if len(commits) == 1:
        return msg("It is a git repository with a first commit.")
    return msg("It is a git repository; its history has {count} commits.", count=len(commits))


def say(message: Message) -> None:
    """Write one line to standard output."""
    from kamctl.locale import translate
    from kamctl.render.output import write
    from kamctl.render.terminal import one_line

    write(sys.stdout, one_line(translate(message)) + "\n")
