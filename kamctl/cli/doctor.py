"""kamctl doctor: is everything here as kamctl needs it?"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamctl.cli.app import SOUND, app
from kamctl.cli.options import BookFolder, Speak
from kamctl.errors import FINDINGS, USAGE, KamError, Message, msg

if TYPE_CHECKING:
    from kamctl.render.signs import Sign

FORMS = ("text", "json")


@app.command("doctor", rich_help_panel=SOUND)
def show_doctor(
    format: Annotated[str, typer.Option("--format", metavar="text|json", help="Form of the output.")] = "text",
    book: BookFolder = None,
    lang: Speak = None,
) -> None:
    """Look at this installation, the terminal and the book found here: what is amiss, and what to do about it.

    Exits with 1 if something fails. Nothing personal is shown, so that the answer can be passed on.

    Example: kamctl doctor
    """
    from kamctl.cli.doctor_book import book_signs
    from kamctl.cli.doctor_machine import machine_signs
    from kamctl.render.output import write
    from kamctl.render.signs import render_signs, signs_json
    from kamctl.render.terminal import screen_of

    if format not in FORMS:
        allowed = msg("allowed: {allowed}", allowed=FORMS)
        raise KamError(msg("--format {format}: no such format", format=format), USAGE, allowed)
    signs = [impersonal(sign) for sign in (*machine_signs(), *book_signs(book))]
    write(sys.stdout, signs_json(signs) if format == "json" else render_signs(signs, screen_of(sys.stdout)))
    if any(sign.state == "fail" for sign in signs):
        raise typer.Exit(FINDINGS)


def impersonal(sign: "Sign") -> "Sign":
    """Return a sign in whose paths the user's own folder is `~`: its name is most often the user's."""
    return replace(sign, found=without_home(sign.found), help=sign.help and without_home(sign.help))


def without_home(message: Message) -> Message:
    """Return a message without the path of the user's own folder."""
    home = str(Path.home())
    values = {
        name: str(value).replace(home, "~") if isinstance(value, (str, Path)) and len(home) > 1 else value
        for name, value in message.values.items()
    }
    return replace(message, values=values)
