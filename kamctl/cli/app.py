"""The command line: which commands there are, which question each answers, and when its module is imported.

A command's module imports `app` from here and registers itself; `load` imports only the modules that the
arguments ask for. So `kamctl score` never reads the code of `kamctl diff`.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from kamctl import __version__
from kamctl.cli.help import Command, Group
from kamctl.cli.options import Language

ACCOUNTS = "Which accounts matter?"
FUNNEL = "What will we sell?"
PRICES = "Are our prices consistent?"
SOUND = "Is the book sound?"
START = "Start and learn"
QUESTIONS = (ACCOUNTS, FUNNEL, PRICES, SOUND, START)

MODULES = {
    "score": "kamctl.cli.score",
    "clv": "kamctl.cli.clv",
    "portfolio": "kamctl.cli.portfolio",
    "dso": "kamctl.cli.dso",
    "funnel": "kamctl.cli.funnel",
    "price-audit": "kamctl.cli.price_audit",
    "check": "kamctl.cli.check",
    "doctor": "kamctl.cli.doctor",
    "diff": "kamctl.cli.diff",
    "commit": "kamctl.cli.commit",
    "init": "kamctl.cli.init",
    "schema": "kamctl.cli.schema",
    "explain": "kamctl.cli.explain",
}


class Commands(typer.Typer):
    """A Typer whose commands write their help as `cli.help` does."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, **{"cls": Command, **settings})


app = Commands(
    name="kamctl",
    cls=Group,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=True,
)
funnel = Commands(cls=Group, rich_markup_mode=None, no_args_is_help=True)
app.add_typer(funnel, name="funnel", rich_help_panel=FUNNEL, help="The sales funnel: what we will sell, and why.")


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        typer.echo(f"kamctl {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=show_version, is_eager=True)
    ] = False,
    lang: Annotated[
        Language | None, typer.Option("--lang", metavar="en|zh", help="Language; else that of the system.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Key account management over plain files: score accounts, read the funnel, compare prices.

    A book is a folder of YAML and CSV files; records are kept and compared with git.

    Example: kamctl score --top 5
    """


def load(arguments: Sequence[str]) -> None:
    """Import the module of the command that is asked for, or all of them if none is (help, or a mistake)."""
    if arguments == ["--version"]:
        return
    first = next((word for word in arguments if not word.startswith("-")), "")
    for module in [MODULES[first]] if first in MODULES else MODULES.values():
        import_module(module)
