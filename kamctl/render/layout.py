"""Make a table fit: which columns are shown, how wide each is, where their texts break."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kamctl.locale import translate
from kamctl.render.sheet import Column, Names, Table
from kamctl.render.terminal import Screen, one_line
from kamctl.render.values import FIGURES, UNKNOWN, native, writer
from kamctl.render.wrap import cells, pieces, wrap

GAP = 2
LEAST_HEAD = 4
COMFORTABLE = 24
NARROWEST = 10


@dataclass(frozen=True, slots=True)
class Strip:
    """One column ready to draw: heading and cells as lines of text, the style of each cell, the width."""

    column: Column
    head: list[str]
    cells: list[list[str]]
    styles: list[str]
    width: int
    total: list[str] | None = None

    @property
    def right(self) -> bool:
        """Figures stand at the right."""
        return self.column.kind in FIGURES

    @property
    def elastic(self) -> bool:
        """Texts may be wrapped; figures, days and ids never."""
        return self.column.kind in ("text", "word", "words")


def fitted(table: Table, names: Names, screen: Screen) -> tuple[list[Strip], list[Column]]:
    """Return the columns of a table as they fit the screen, and those that had to be left out.

    Without a width all columns are shown as wide as they are. Else, until it fits: headings are broken, long
    texts wrapped to a comfortable width, columns dropped by `keep`, texts wrapped narrow. Figures are never cut.
    """
    strips = [strip(column, table, names, screen) for column in table.columns]
    if screen.width is None or total_width(strips) <= screen.width:
        return strips, []
    strips = [narrow_head(item) for item in strips]
    if total_width(strips) > screen.width:
        strips = squeeze(strips, screen.width, COMFORTABLE)
    dropped: list[Column] = []
    while total_width(strips) > screen.width and any(item.column.keep > 1 for item in strips):
        least = max(strips, key=lambda item: (item.column.keep, table.columns.index(item.column)))
        strips.remove(least)
        dropped.insert(0, least.column)
    if dropped:
        whole = [strip(item.column, table, names, screen) for item in strips]
        strips = squeeze([narrow_head(item) for item in whole], screen.width, COMFORTABLE)
    return squeeze(strips, screen.width, NARROWEST), dropped


def strip(column: Column, table: Table, names: Names, screen: Screen) -> Strip:
    """Return a column at its natural width."""
    values = [row.get(column.key) for row in table.rows]
    last = table.total.get(column.key) if table.total else None
    write = writer(column, [*values, last], names)
    texts = [screen.fit(dash(one_line(write(value)), screen)) for value in values]
    total = screen.fit(one_line(write(last))) if table.total and native(last) is not None else ""
    head = screen.fit(one_line(translate(column.label)))
    return Strip(
        column=column,
        head=[head],
        cells=[[text] for text in texts],
        styles=[style_of(column, value) for value in values],
        width=max(cells(text) for text in (head, total, *texts)),
        total=[total] if table.total else None,
    )


def dash(text: str, screen: Screen) -> str:
    """Return the sign for unknown as the stream can write it."""
    return "-" if text == UNKNOWN and not screen.boxes else text


def style_of(column: Column, value: object) -> str:
    """Return the style that a value's meaning gives its cell, or none; figures may have one for `+` and `-`."""
    value = native(value)
    if column.kind in FIGURES and isinstance(value, (int, float, Decimal)):
        return column.styles.get("+" if value > 0 else "-" if value < 0 else "0", "")
    return column.styles.get(str(value), "")


def total_width(strips: Sequence[Strip]) -> int:
    """Return the width of the drawn table."""
    return sum(item.width for item in strips) + GAP * (len(strips) - 1)


def narrow_head(item: Strip) -> Strip:
    """Return the column as narrow as its cells and the longest word of its heading allow."""
    longest = max((cells(piece) for piece in pieces(item.head[0])), default=0)
    body = max((cells(line) for cell in [*item.cells, item.total or []] for line in cell), default=0)
    # A Chinese heading may break anywhere, but single characters below one another can't be read.
    width = min(item.width, max(longest, body, min(cells(item.head[0]), LEAST_HEAD)))
    return replace(item, head=wrap(item.head[0], width), width=width)


def squeeze(strips: Sequence[Strip], width: int, least: int) -> list[Strip]:
    """Wrap texts, the widest first, until the table fits or none is wider than `least`."""
    wanted = [item.width for item in strips]
    excess = total_width(strips) - width
    while excess > 0:
        elastic = [i for i, item in enumerate(strips) if item.elastic and wanted[i] > least]
        if not elastic:
            break
        wanted[max(elastic, key=lambda i: (wanted[i], i))] -= 1
        excess -= 1
    return [wrapped(item, size) if size < item.width else item for item, size in zip(strips, wanted, strict=True)]


def wrapped(item: Strip, width: int) -> Strip:
    """Return the column with its texts broken into lines of `width`."""
    body = [wrap(" ".join(cell), width) for cell in item.cells]
    head = wrap(" ".join(item.head), width)
    total = None if item.total is None else wrap(" ".join(item.total), width)
    size = max(cells(line) for cell in [head, *body, total or []] for line in cell)
    return replace(item, head=head, cells=body, total=total, width=size)
