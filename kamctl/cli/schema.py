"""kamctl schema: JSON Schemas of the records, for editors."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import START, app
from kamctl.errors import FINDINGS, msg

if TYPE_CHECKING:
    from kamctl.store.source import Source

ANY_BOOK = Path("schemas")
OF_A_BOOK = Path(".kamctl/schemas")


@app.command("schema", rich_help_panel=START)
def show_schema(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder to write to; else schemas, or .kamctl/schemas in the book."),
    ] = None,
    book: Annotated[
        str | None,
        typer.Option(
            "--book", metavar="[DIR]", help="Allow and complete the names of this book; else of the one found here."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a schema is out of date.")
    ] = False,
) -> None:
    """Write the JSON Schema of every kind of record, which editors use to complete and check keys.

    With --book they complete and check names as well: accounts, contacts, people, products, stages, sites. Write
    them anew when there are new ones.

    Example: kamctl schema --book
    """
    from kamctl.cli.complain import complain
    from kamctl.store.find import find_book
    from kamctl.store.source import WorkTree

    root = None if book is None else find_book(book or None, Path.cwd(), os.environ)
    folder = folder or (ANY_BOOK if root is None else root / OF_A_BOOK)
    texts = schema_texts(None if root is None else names_in(WorkTree(root)))
    stale = [name for name, text in texts.items() if text_of(folder / name) != text]
    if not check:
        write_all(folder, {name: texts[name] for name in stale})
    elif stale:
        message = msg("out of date in {folder}: {names}", folder=folder, names=stale)
        again = msg("run `kamctl schema {folder}`", folder=folder)
        complain(message, again if root is None else msg("run `kamctl schema --book`"))
        raise typer.Exit(FINDINGS)


def schema_texts(names: Mapping[str, Collection[str]] | None = None) -> dict[str, str]:
    """Return the schemas as text, by file name; with the names of a book, these alone are allowed."""
    from kamctl.records.schema import schemas
    from kamctl.render.json import dump

    return {name: dump(schema) + "\n" for name, schema in schemas(names).items()}


def names_in(source: "Source") -> dict[str, Collection[str]]:
    """Return the names that a book knows, by the kind of thing they name. What is broken is passed over."""
    from kamctl.checks.known_names import known_names
    from kamctl.store.read import read_book

    kinds = {"account", "products", "team", "competitor", "contact", "contract", "opportunity", "quote"}
    return known_names(read_book(source, kinds, lenient=True)[0])


def text_of(path: Path) -> str | None:
    """Return the text of a file, None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def write_all(folder: Path, texts: dict[str, str]) -> None:
    """Write the files that changed."""
    from kamctl.render.output import save

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        save(folder / name, text)
