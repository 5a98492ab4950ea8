"""Text in a given width, counted in terminal cells: Chinese characters take two, and break anywhere."""

import re
from functools import cache

WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
NEVER_FIRST = "，。、；：？！）」』】》〉”’…％"
NEVER_LAST = "（「『【《〈“‘"


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of the pieces of a text; compiled when first needed, since English never does."""
    return re.compile(rf"\s+|[{NEVER_LAST}]*(?:[{WIDE}…”’]|[^\s{WIDE}]+(?: %)?)[{NEVER_FIRST}]*|[{NEVER_LAST}]")


def pieces(text: str) -> list[str]:
    """Return what may stand on different lines: words, Chinese characters, and the spaces between."""
    return re.findall(r"\s+|\S+(?: %)?", text) if text.isascii() else pattern().findall(text)


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of one paragraph, each at most `width` cells; what is too long for a line is cut apart."""
    lines, line, taken, gap = [], "", 0, ""
    for piece in pieces(text):
        if piece.isspace():
            gap = " " if line else ""
            continue
        size = cells(piece)
        if line and taken + len(gap) + size > width:
            lines.append(line)
            line, taken, gap = "", 0, ""
        line, taken, gap = line + gap + piece, taken + len(gap) + size, ""
        while taken > width > 0:
            head = head_of(line, width)
            lines.append(head)
            line = line[len(head) :]
            taken = cells(line)
    return [*lines, line] if line or not lines else lines


def head_of(text: str, width: int) -> str:
    """Return as much of the beginning of a text as fits into `width` cells, at least one character."""
    taken = 0
    for index, character in enumerate(text):
        taken += cells(character)
        if taken > width and index:
            return text[:index]
    return text


def pad(text: str, width: int, right: bool = False) -> str:
    """Return a text filled with spaces to `width` cells; `right` puts the spaces before it."""
    spaces = " " * max(0, width - cells(text))
    return spaces + text if right else text + spaces
