"""Help texts: plain, at most 80 columns, in the spoken language, commands grouped by the question they answer."""

import re
import shutil
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from kamctl.errors import msg
from kamctl.locale import translate
from kamctl.locale.catalogue import lookup
from kamctl.render.wrap import cells, pad, wrap

WIDEST = 80
MOST_LEFT = 26
Rows = list[tuple[str, str]]


def width() -> int:
    """Return the width of help: that of the terminal, at most 80."""
    return max(40, min(shutil.get_terminal_size().columns, WIDEST))


class Command(TyperCommand):
    """A command whose help is written by this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(page(self, ctx)))


class Group(TyperGroup):
    """A group of commands; shows those below it by question."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join([*page(self, ctx), *commands(self, ctx)]))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order of the application, whichever module was imported first."""
        from kamctl.cli.app import MODULES

        order = list(MODULES)
        return sorted(super().list_commands(ctx), key=lambda name: order.index(name) if name in order else len(order))


def page(command: TyperCommand | TyperGroup, context: typer.Context) -> Iterator[str]:
    """Yield the lines of a help page: usage, what the command does, arguments, options."""
    yield from usage(command, context)
    if command.help:
        yield ""
        yield from prose(lookup(cleandoc(command.help)), width(), "  ")
    for heading, rows in parameters(command, context).items():
        yield from ["", translate(msg("{heading}:", heading=heading)), *two_columns(rows)]


def usage(command: TyperCommand | TyperGroup, context: typer.Context) -> Iterator[str]:
    """Yield the usage line."""
    pieces = [piece for param in command.params for piece in param.get_usage_pieces(context)]
    rest = [translate(msg("COMMAND")), "..."] if isinstance(command, TyperGroup) else pieces
    line = " ".join([context.command_path, f"[{translate(msg('OPTIONS'))}]", *rest])
    start = translate(msg("Usage: "))
    for index, part in enumerate(wrap(line, width() - cells(start))):
        yield (" " * cells(start) if index else start) + part


def prose(text: str, limit: int, indent: str = "") -> Iterator[str]:
    """Yield the lines of paragraphs; a line that is indented is kept as it is."""
    for index, paragraph in enumerate(re.split(r"\n\s*\n", text.strip("\n"))):
        if index:
            yield ""
        lines = paragraph.splitlines()
        if any(line.startswith(" ") for line in lines):
            yield from (indent + line for line in lines)
        else:
            yield from (indent + line for line in wrap(" ".join(lines), limit - cells(indent)))


def parameters(command: TyperCommand | TyperGroup, context: typer.Context) -> dict[str, Rows]:
    """Return the rows of arguments and options by their heading: arguments, own options, then the shared ones."""
    found: dict[str, Rows] = {translate(msg("Arguments")): [], translate(msg("Options")): []}
    arguments, options = found.values()
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record is None:
            continue
        if param.param_type_name == "argument":
            arguments.append((getattr(param, "metavar", None) or param.name.upper(), description(param)))
            continue
        panel = getattr(param, "rich_help_panel", None)
        rows = found.setdefault(lookup(panel), []) if panel else options
        rows.append((record[0], description(param)))
    return {heading: rows for heading, rows in found.items() if rows}


def description(param: Any) -> str:
    """Return the help of a parameter, with its default."""
    text = lookup(cleandoc(param.help or ""))
    default = getattr(param.default, "value", param.default)
    if param.show_default and isinstance(default, (str, int, float)) and not isinstance(default, bool):
        text += " " + translate(msg("[default: {default}]", default=default))
    if param.required and param.param_type_name == "option":
        text += " " + translate(msg("[required]"))
    return text.strip()


def two_columns(rows: Rows) -> Iterator[str]:
    """Yield the lines of a list of names and what they mean."""
    left = min(MOST_LEFT, max(cells(name) for name, _ in rows))
    for name, text in rows:
        lines = wrap(text, width() - left - 4)
        if cells(name) > left:
            yield f"  {name}"
            yield from (f"  {' ' * left}  {line}" for line in lines if line)
        else:
            yield f"  {pad(name, left)}  {lines[0]}".rstrip()
            yield from (f"  {' ' * left}  {line}" for line in lines[1:])


def commands(group: TyperGroup, context: typer.Context) -> Iterator[str]:
    """Yield the commands of a group, under the question each answers."""
    by_question: dict[str, Rows] = {}
    for name, panel, text in below(group, context):
        by_question.setdefault(panel, []).append((name, text))
    from kamctl.cli.app import QUESTIONS

    for panel in sorted(by_question, key=lambda panel: QUESTIONS.index(panel) if panel in QUESTIONS else -1):
        yield from [
            "",
            lookup(panel) if panel else translate(msg("{heading}:", heading=msg("Commands"))),
            *two_columns(by_question[panel]),
        ]


def below(group: TyperGroup, context: typer.Context) -> Iterable[tuple[str, str, str]]:
    """Yield name, question and first line of every command below a group, `funnel weekly` under its full name."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        panel = getattr(command, "rich_help_panel", None) or ""
        if isinstance(command, TyperGroup):
            yield from ((f"{name} {inner}", panel, text) for inner, _, text in below(command, context))
        else:
            yield name, panel, first_line(lookup(cleandoc(command.help or "")))


def first_line(text: str) -> str:
    """Return the first paragraph of a help text as one line."""
    return " ".join(text.partition("\n\n")[0].split())
