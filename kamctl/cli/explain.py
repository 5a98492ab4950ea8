"""kamctl explain: how a figure is computed, from the docstring of its method; what a code of `kamctl check` means."""

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

import kamctl
from kamctl.cli import explain_rules
from kamctl.cli.app import START, app
from kamctl.cli.help import prose, two_columns
from kamctl.errors import USAGE, KamError, msg
from kamctl.locale import translate
from kamctl.locale.catalogue import lookup
from kamctl.near import did_you_mean

METHODS = Path(kamctl.__file__).parent / "methods"
SOURCE = re.compile(r"\bSources?( of [\w ]+)?:")
MOST_COLUMNS = 100


@app.command("explain", rich_help_panel=START)
def show_explanation(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", help="A method, such as score, or a rule, such as KAM203; none: list all."),
    ] = None,
) -> None:
    """How a figure is computed, or what a code of `kamctl check` means and what to do about it.

    Example: kamctl explain score
    """
    from kamctl.render.output import write

    lines = listing() if topic is None else explanation(topic.strip())
    write(sys.stdout, "\n".join(lines) + "\n")


def methods() -> dict[str, str]:
    """Return the methods that explain themselves: name -> docstring, in the spoken language.

    They are read, not imported: importing one takes pandas, and half a second.
    """
    found = {path.stem.replace("_", "-"): docstring(path) for path in sorted(METHODS.glob("*.py"))}
    return {name: lookup(text) for name, text in found.items() if SOURCE.search(text)}


def docstring(path: Path) -> str:
    """Return the docstring of a module, indentation removed, or an empty text."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def listing() -> Iterator[str]:
    """Yield the names of the methods, each with its first line."""
    yield translate(msg("Methods; `kamctl explain METHOD` shows one:"))
    yield ""
    yield from two_columns([(name, text.partition("\n")[0]) for name, text in methods().items()])
    yield ""
    yield from explain_rules.listing()


def explanation(topic: str) -> Iterator[str]:
    """Yield the lines of one explanation. Raises KamError (exit 2) if there is none of that name."""
    if explain_rules.is_code(topic):
        yield from explain_rules.explanation(topic, columns())
        return
    known = methods()
    text = known.get(topic.lower().replace("_", "-").replace(" ", "-"))
    if text is None:
        hint = did_you_mean(topic, known) or msg("`kamctl explain` lists the methods")
        raise KamError(msg("no method {name}", name=topic), USAGE, hint)
    yield from prose(text, columns())


def columns() -> int:
    """Return the width to write in: that of the terminal, at most 100."""
    return min(shutil.get_terminal_size().columns, MOST_COLUMNS) if sys.stdout.isatty() else MOST_COLUMNS
