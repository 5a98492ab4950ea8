"""What a stream can show: how wide it is, whether it takes colour, which characters it can write."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

STYLES = {"good": "green", "bad": "bold red", "warn": "yellow", "strong": "bold", "dim": "dim", "help": "cyan"}
"""What a style means, in the words of rich."""

# Controls (C0, DEL, C1), line and paragraph separators, byte order marks, lone surrogates, and what turns the
# direction of writing: shown raw, they could hide or forge text in a terminal.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
SPECIMEN = "─│–·…→"


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text goes. `width` None: no limit (a pipe or a file)."""

    width: int | None = None
    colour: bool = False
    encoding: str = "utf-8"

    @property
    def boxes(self) -> bool:
        """True if lines and dashes beyond ASCII can be written."""
        return encodable(SPECIMEN, self.encoding)

    def fit(self, text: str) -> str:
        """Return the text as the stream will show it: what its encoding lacks as a visible escape."""
        if encodable(text, self.encoding):
            return text
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)

    def paint(self, text: str, style: str) -> str:
        """Return the text in a style of STYLES, if there is colour; it must be free of controls: see `plain`."""
        if not (self.colour and style and text):
            return text
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(STYLES[style]).render(text, color_system=ColorSystem.STANDARD)


def encodable(text: str, encoding: str) -> bool:
    """Return whether all characters of a text exist in an encoding."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def screen_of(stream: TextIO | None, environment: Mapping[str, str] | None = None) -> Screen:
    """Return what a stream can show; a pipe or file has no width and no colour."""
    environment = os.environ if environment is None else environment
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if stream is None or not stream.isatty():
        return Screen(encoding=encoding)
    colour = environment.get("TERM") != "dumb" and not environment.get("NO_COLOR")
    return Screen(columns(stream, environment), colour, encoding)


def columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    """Return the width of a terminal: COLUMNS if it is set, else what the terminal says, else 80."""
    given = environment.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def plain(text: str) -> str:
    """Return a text whose control and direction characters are visible escapes, `\\x1b`, `\\u202e`."""
    return UNSAFE.sub(lambda found: escaped(found[0]), text)


def escaped(character: str) -> str:
    """Return the escape of one character as Python writes it."""
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(character)
    return short.get(character) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def one_line(text: str) -> str:
    """Return a text on one line: line breaks and tabs as spaces, all else that is unsafe escaped."""
    return plain(re.sub(r"[ \t\r\n]+", " ", text).strip())


def soften(stream: TextIO | None) -> None:
    """Let a stream write what its encoding lacks as an escape instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
