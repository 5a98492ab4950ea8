"""An outline: groups with a title, below each its items, below or beside each item its lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamctl.errors import Message
from kamctl.locale import translate
from kamctl.render.sheet import Heading, Sheet
from kamctl.render.table import heading_parts, incomplete, joined, paragraphs, styled
from kamctl.render.terminal import Screen, one_line
from kamctl.render.wrap import cells, pad, wrap

INDENT = 2
GAP = 2
WIDEST_NAME = 24
WIDEST_FIELD = 22
NARROWEST_TEXT = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an item: a short name (may be empty), a text, and the style of the text."""

    name: Message | str
    text: Message | str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What the lines are about."""

    name: Message
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together."""

    title: Message | str
    items: Sequence[Item]


def render_outline(heading: Heading, sheet: Sheet, groups: Sequence[Group], screen: Screen) -> str:
    """Return heading and summary, the groups, and the footnotes as text, ending in a newline."""
    blocks = [
        list(styled(joined(heading_parts(heading), screen), "dim", screen)),
        list(paragraphs(sheet.summary, screen, "strong")),
        *outline(groups, screen),
        list(paragraphs([*sheet.notes, *incomplete(sheet)], screen, "dim")),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def words(text: Message | str) -> str:
    """Return a text in the spoken language; what stands in the book is not translated."""
    return translate(text) if isinstance(text, Message) else text


def outline(groups: Sequence[Group], screen: Screen) -> Iterator[list[str]]:
    """Yield the lines of each group; names and fields stand in columns common to all groups."""
    items = [item for group in groups for item in group.items]
    first = column([translate(item.name) for item in items], WIDEST_NAME)
    second = column([words(line.name) for item in items for line in item.lines], WIDEST_FIELD)
    for group in groups:
        lines = list(styled([one_line(words(group.title))], "strong", screen))
        for item in group.items:
            lines += item_lines(item, first, second, screen)
        yield lines


def column(names: Sequence[str], most: int) -> int:
    """Return how wide a column of names is; those that are wider than `most` take a line of their own."""
    return max((size for name in names if (size := cells(one_line(name))) <= most), default=0)


def item_lines(item: Item, first: int, second: int, screen: Screen) -> Iterator[str]:
    """Yield the lines of an item."""
    margin = " " * INDENT
    name = screen.fit(one_line(translate(item.name)))
    if cells(name) > first:
        yield margin + name
        name = ""
    start = INDENT + first + GAP
    for line in item.lines:
        lead = margin + pad(name, first + GAP)
        yield from field_lines(line, lead, start, second, screen)
        name = ""


def field_lines(line: Line, lead: str, start: int, second: int, screen: Screen) -> Iterator[str]:
    """Yield one field and its text; the text is wrapped to stand in its own column."""
    name = screen.fit(one_line(words(line.name)))
    at = start + (second + GAP if name else 0)
    if cells(name) > second:
        yield lead + name
        lead, name = " " * start, ""
    lead += pad(name, second + GAP) if at > start else ""
    text = screen.fit(one_line(words(line.text)))
    parts = wrap(text, max(NARROWEST_TEXT, screen.width - at)) if screen.width else [text]
    for part in parts:
        yield (lead + screen.paint(part, line.style)).rstrip()
        lead = " " * at
