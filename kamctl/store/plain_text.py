"""Bytes of a file -> text that may be parsed: UTF-8, no control characters, no merge conflict left in it."""

import re
from dataclasses import replace

from kamctl.errors import UNSETTLED, Message, Place, Problem, msg
from kamctl.store.source import Unread

BOM = "\ufeff"
REPLACED = "\ufffd"
# C0 without tab and line ends, DEL, C1 (NEL included), line and paragraph separator, lone surrogates, BOM inside.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# The ASCII that no file is refused for: taking it away from a file's bytes is the quickest way to see the rest.
PLAIN = bytes([9, 10, 13, *range(32, 127)])
# Characters that change the order in which others are shown, and how YAML escapes them.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
BIDI_ESCAPED = re.compile(r"\\(?:u|U0000)(?:202[a-eA-E]|206[6-9]|200[eEfF]|061[cC])")
CONFLICT = re.compile(r"^[ \t]*(<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)
LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text, counted from 1; it is split once, and only if one is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines: list[str] | None = None

    def all(self) -> list[str]:
        if self._lines is None:
            self._lines = split_lines(self.text)
        return self._lines

    def __getitem__(self, line: int) -> str:
        lines = self.all()
        return lines[line - 1] if 0 < line <= len(lines) else ""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, which end as YAML's and CSV's do: str.splitlines knows other ends, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def decode(path: str, data: bytes) -> str:
    """Return the text of a file without its byte order mark. Raises Unread with the first fault."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_text(path, data, error.start) from None
    text = text.removeprefix(BOM)
    found = CONTROL.search(text) if data.translate(None, PLAIN) else None
    if found:
        name = f"U+{ord(found[0]):04X}"
        # UTF-16 without its mark is ASCII with zero bytes between.
        help = encoding_hint(data) if data[:4].count(0) >= 2 else None
        raise fault(path, text, found.start(), "KAM104", msg("control character {name}", name=name), help)
    marker = conflict(text)
    if marker:
        raise fault(
            path, text, marker.start(1), UNSETTLED, msg("merge conflict marker {marker}", marker=marker[1]),
            msg("settle the merge: keep one version and delete the lines with the markers"), length=len(marker[1]),
        )  # fmt: skip
    return text


def conflict(text: str) -> re.Match[str] | None:
    """Return the first conflict marker. A line of `=======` alone is none: people underline headings so."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    markers = list(CONFLICT.finditer(text))
    return markers[0] if any(marker[1][0] in "<>" for marker in markers) else None


def hidden_order(path: str, text: str) -> list[Problem]:
    """Return a warning for the first character that makes a text look other than it reads, if there is one."""
    raw = None if text.isascii() else BIDI.search(text)
    escaped = BIDI_ESCAPED.search(text) if "\\" in text else None
    found = min(filter(None, (raw, escaped)), key=re.Match.start, default=None)
    if not found:
        return []
    message = msg("a character that is not seen changes the order in which this line is shown")
    problem = fault(path, text, found.start(), "KAM116", message, msg("delete it, unless the text is Arabic or Hebrew"))
    return [replace(problem.problem, severity="warning")]


def not_text(path: str, data: bytes, start: int) -> Unread:
    """Return the fault of bytes that are not UTF-8, the first at `start`; each is shown as U+FFFD.

    No line is shown of a file of two or four bytes a character.
    """
    help = encoding_hint(data)
    before = data[:start].decode("utf-8").removeprefix(BOM)
    text = before + data[start:].decode("utf-8", "replace")
    wrong = len(text) - len(before) - len(text[len(before) :].lstrip(REPLACED))
    found = fault(path, text, len(before), "KAM102", msg("is not UTF-8 text"), help, max(wrong, 1))
    return Unread(replace(found.problem, excerpt=None)) if b"\0" in data else found


def fault(
    path: str, text: str, index: int, code: str, message: Message, help: Message | None = None, length: int = 1
) -> Unread:
    """Return the fault of `length` characters from character `index` of the text on."""
    line, column = position(text, index)
    place = Place(path, line, column, line, column + length)
    return Unread(Problem(code, place, message, help, excerpt=Lines(text)[line]))


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character `index`."""
    before = split_lines(text[:index])
    return len(before), len(before[-1]) + 1


def encoding_hint(data: bytes) -> Message:
    """Guess how the file was saved instead, to say what to do."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4].count(0) >= 2:
        return msg("it looks like UTF-16 or UTF-32: save the file as UTF-8")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return msg("save the file as UTF-8")
    return msg("it may be GBK or Latin-1: save the file as UTF-8")
