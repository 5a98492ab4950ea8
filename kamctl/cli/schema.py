"""kamctl schema: JSON Schemas of the records, for editors."""

from pathlib import Path
from typing import Annotated

import typer

from kamctl.cli.app import START, app
from kamctl.errors import FINDINGS, msg

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write the schemas to.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 if a schema is out of date.")]


@app.command("schema", rich_help_panel=START)
def show_schema(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write the schemas to.")] = Path("schemas"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a schema is out of date.")
    ] = False,
) -> None:
    """Write the JSON Schema of every kind of record, which editors use to complete and check keys.

    Example: kamctl schema schemas
    """
    from kamctl.cli.complain import complain
    from kamctl.records.schema import schemas
    from kamctl.render.json import dump

    texts = {name: dump(schema) + "\n" for name, schema in schemas().items()}
    stale = [name for name, text in texts.items() if text_of(folder / name) != text]
    if not check:
        write_all(folder, {name: texts[name] for name in stale})
    elif stale:
        message = msg("out of date in {folder}: {names}", folder=folder, names=stale)
        complain(message, msg("run `kamctl schema {folder}`", folder=folder))
        raise typer.Exit(FINDINGS)


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
