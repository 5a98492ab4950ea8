"""A matrix of bubbles for a terminal: characters on a grid, labels that never lie on each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kamctl.errors import Message, msg
from kamctl.locale import translate
from kamctl.render.matrix import Bubble, Matrix, Scales, compact, round_down, scales_of, share_text
from kamctl.render.terminal import Screen, encodable, one_line
from kamctl.render.wrap import cells, head_of, pad, wrap

WIDTH, LEAST_WIDTH, MOST_WIDTH = 96, 40, 132
LEAST_HEIGHT, MOST_HEIGHT = 14, 40
LABEL, MOST_BUBBLES = 22, 100
GLYPHS, PLAIN_GLYPHS = "·•●◉", ".oO@"
LINES, PLAIN_LINES = "│─┼└", "|-++"
SIZES = (0.1, 0.5)
"""Shares of the largest size from which a bubble is of the second largest kind, and of the largest."""
Cell = tuple[int, int]


@dataclass
class Grid:
    """The plot: `cells` by (row, column) from the top left; a wide character takes its cell and an empty one.

    `wanted` are the cells of bubbles that are still to come: names keep off them.
    """

    width: int
    height: int
    cut: Cell
    cells: dict[Cell, str] = field(default_factory=dict)
    styles: dict[Cell, str] = field(default_factory=dict)
    wanted: dict[str, Cell] = field(default_factory=dict)

    def free(self, row: int, first: int, last: int) -> bool:
        """Return whether the cells of a row are within the plot, empty, and wanted by nobody."""
        if not (0 <= row < self.height and first >= 0 and last < self.width):
            return False
        kept = self.wanted.values()
        return not any((row, column) in self.cells or (row, column) in kept for column in range(first, last + 1))

    def write(self, row: int, column: int, text: str) -> None:
        """Put a text into the plot."""
        for character in text:
            self.cells[row, column] = character
            for more in range(1, cells(character)):
                self.cells[row, column + more] = ""
            column += max(1, cells(character))

    def side(self, high_x: bool, high_y: bool) -> tuple[range, range]:
        """Return the rows and columns on one side of each cut."""
        row, column = self.cut
        rows = range(row) if high_y else range(row + 1, self.height)
        return rows, range(column + 1, self.width) if high_x else range(column)


def drawn(matrix: Matrix, screen: Screen) -> list[str]:
    """Return the lines: title, plot with axes, legend, names of those whose label found no room."""
    glyphs, lines = (GLYPHS, LINES) if screen.boxes else (PLAIN_GLYPHS, PLAIN_LINES)
    scales, width = scales_of(matrix), min(screen.width or WIDTH, MOST_WIDTH)
    gutter = max(cells(compact(amount)) for amount in (*scales.marks(), scales.cut_y)) + 1
    grid = empty(matrix, scales, max(LEAST_WIDTH, width) - gutter - 1)
    marks = axis(grid, scales)
    without = put(matrix, grid, scales, glyphs, screen)
    head = [*text(screen, matrix.title), *text(screen, msg("{measure}, logarithmic", measure=matrix.y_label))]
    body = [plot_line(grid, row, marks.get(row, ""), gutter, lines, screen) for row in range(grid.height)]
    return [*head, *body, *foot(matrix, grid, gutter, lines, screen), *legend(matrix, glyphs, without, screen)]


def empty(matrix: Matrix, scales: Scales, width: int) -> Grid:
    """Return an empty plot, high enough for its labels, with the names of the corners."""
    height = min(MOST_HEIGHT, max(LEAST_HEIGHT, len(matrix.bubbles) + 4))
    column = within(round(scales.x(matrix.cut_x) * (width - 1)), 1, width - 2)
    grid = Grid(width, height, (height // 2, column))
    for number, name in enumerate(cornered(corner.name) for corner in matrix.corners.values()):
        row, place = (0 if number < 2 else height - 1), 1 if number % 2 == 0 else width - cells(name) - 1
        if grid.free(row, place, place + cells(name) - 1):
            grid.write(row, place, name)
    return grid


def cornered(name: Message) -> str:
    """Return the name of a corner as it stands in the plot."""
    return one_line(translate(name)).upper()


def put(matrix: Matrix, grid: Grid, scales: Scales, glyphs: str, screen: Screen) -> list[tuple[str, Bubble]]:
    """Put bubbles and names into the plot, the largest first, each bubble on its side of the cuts.

    A name stands in the row of its bubble, which may move by two rows for it. Return the bubbles for whose name there
    is no room, each with the number that stands beside it instead, or without if there is not even room for that.
    """
    shown = matrix.by_size()[:MOST_BUBBLES]
    grid.wanted = {bubble.id: wanted(matrix, bubble, grid, scales) for bubble in shown}
    later: list[tuple[Bubble, Cell]] = []
    standing: list[tuple[float, int]] = []
    for bubble in shown:
        at = grid.wanted.pop(bubble.id)
        style = matrix.corners[bubble.corner].style
        rows = in_order(rows_of(matrix, bubble, grid), bubble.y, standing)
        row = place_named(grid, at, rows, glyph_of(matrix, bubble, glyphs), short(bubble, screen), style)
        if row is None:
            later.append((bubble, at))
            grid.wanted[bubble.id] = at
        else:
            standing.append((bubble.y, row))
    numbered: list[tuple[str, Bubble]] = []
    for bubble, at in later:
        del grid.wanted[bubble.id]
        style = matrix.corners[bubble.corner].style
        sides = grid.side(bubble.x >= matrix.cut_x, bubble.y >= matrix.cut_y)
        used = place_numbered(grid, at, sides, glyph_of(matrix, bubble, glyphs), str(len(numbered) + 1), style)
        numbered.append((used, bubble))
    return numbered


def in_order(rows: range, y: float, standing: list[tuple[float, int]]) -> range:
    """Return those of the rows in which a bubble stands below all that are higher, and above all that are lower."""
    first = max((row for other, row in standing if other > y), default=rows[0])
    last = min((row for other, row in standing if other < y), default=rows[-1])
    return range(max(first, rows[0]), min(last, rows[-1]) + 1)


def wanted(matrix: Matrix, bubble: Bubble, grid: Grid, scales: Scales) -> Cell:
    """Return the cell where a bubble belongs, on its side of the cuts."""
    rows, columns = grid.side(bubble.x >= matrix.cut_x, bubble.y >= matrix.cut_y)
    row = within(round((1 - scales.y(bubble.y)) * (grid.height - 1)), rows[0], rows[-1])
    return row, within(round(scales.x(bubble.x) * (grid.width - 1)), columns[0], columns[-1])


def rows_of(matrix: Matrix, bubble: Bubble, grid: Grid) -> range:
    """Return the rows on the bubble's side of the cut."""
    return grid.side(bubble.x >= matrix.cut_x, bubble.y >= matrix.cut_y)[0]


def within(value: int, low: int, high: int) -> int:
    """Return the value, or the end that is nearer."""
    return min(max(value, low), high)


def glyph_of(matrix: Matrix, bubble: Bubble, glyphs: str) -> str:
    """Return the character that shows the size of a bubble: nothing, small, of some size, large."""
    small, large = (round_down(matrix.largest() * share) for share in SIZES)
    size = bubble.size
    return glyphs[0 if size <= 0 else 1 if size < small else 2 if size < large else 3]


def place_named(grid: Grid, at: Cell, rows: range, glyph: str, name: str, style: str) -> int | None:
    """Put a bubble with its name at a cell, or up to two rows off; return the row, None if there was no room."""
    width = cells(name)
    for crossing, moves in ((False, (0, 1, -1)), (True, (0, 1, -1)), (False, (2, -2)), (True, (2, -2))):
        for row in (at[0] + move for move in moves if at[0] + move in rows):
            for first, last, start in (
                (at[1], at[1] + width + 1, at[1] + 2),
                (at[1] - width - 1, at[1], at[1] - width - 1),
            ):
                free = grid.free(row, max(0, first - 1), min(grid.width - 1, last + 1)) and grid.free(row, first, last)
                if free and (crossing or not first <= grid.cut[1] <= last):
                    put_glyph(grid, (row, at[1]), glyph, style)
                    grid.write(row, start, name)
                    return row
    return None


def place_numbered(grid: Grid, at: Cell, sides: tuple[range, range], glyph: str, number: str, style: str) -> str:
    """Put a bubble with a number at the nearest cells that are free; return the number, or nothing without room."""
    for text in (number, ""):
        spots = (
            (abs(row - at[0]) * 2 + abs(column - at[1]), row, column)
            for row in sides[0]
            for column in sides[1]
            if grid.free(row, column, column + len(text))
        )
        found = min(spots, default=None)
        if found is not None:
            put_glyph(grid, found[1:], glyph, style)
            grid.write(found[1], found[2] + 1, text)
            return text
    return ""


def put_glyph(grid: Grid, at: Cell, glyph: str, style: str) -> None:
    """Put the character of a bubble into the plot."""
    grid.cells[at] = glyph
    grid.styles[at] = style


def short(bubble: Bubble, screen: Screen) -> str:
    """Return the name of a bubble, cut where it is long; its id where the screen can't write it."""
    name = one_line(bubble.label)
    if not encodable(name, screen.encoding):
        name = bubble.id
    if cells(name) > LABEL:
        dots = "…" if screen.boxes else ".."
        name = head_of(name, LABEL - len(dots)).rstrip() + dots
    return bubble.named(name)


def axis(grid: Grid, scales: Scales) -> dict[int, str]:
    """Return what stands left of the lines of the plot: the cut, and round amounts that are not next to another."""
    marks = {grid.cut[0]: compact(scales.cut_y)}
    for amount in scales.marks():
        row = round((1 - scales.y(amount)) * (grid.height - 1))
        if not any(other in marks for other in (row - 1, row, row + 1)):
            marks[row] = compact(amount)
    return marks


def plot_line(grid: Grid, row: int, mark: str, gutter: int, lines: str, screen: Screen) -> str:
    """Return one line of the plot with its axis."""
    upright, flat, crossing = lines[0], lines[1], lines[2]
    line = ""
    for column in range(grid.width):
        place = (row, column)
        if place in grid.cells:
            line += screen.paint(grid.cells[place], grid.styles.get(place, ""))
        elif row == grid.cut[0]:
            line += crossing if column == grid.cut[1] else flat
        else:
            line += upright if column == grid.cut[1] else " "
    return f"{pad(mark, gutter, right=True)}{upright}{line}".rstrip()


def foot(matrix: Matrix, grid: Grid, gutter: int, lines: str, screen: Screen) -> Iterator[str]:
    """Yield the axis below the plot with its shares, and what it measures."""
    yield " " * gutter + lines[3] + lines[1] * grid.width
    ticks = [(0, share_text(0)), (grid.width - cells(share_text(1)), share_text(1))]
    cut = share_text(matrix.cut_x)
    middle = gutter + 1 + grid.cut[1] - cells(cut) // 2
    row = " " * (gutter + 1)
    for place, mark in sorted([*((gutter + 1 + place, mark) for place, mark in ticks), (middle, cut)]):
        if place >= len(row) or place == gutter + 1:
            row = pad(row, place) + mark + " "
    yield row.rstrip()
    name = one_line(translate(matrix.x_label))
    yield (" " * max(0, gutter + 1 + (grid.width - cells(name)) // 2) + screen.fit(name)).rstrip()


def legend(matrix: Matrix, glyphs: str, without: Sequence[tuple[str, Bubble]], screen: Screen) -> Iterator[str]:
    """Yield what the characters mean, and the names of those without a label."""
    small, large = (round_down(matrix.largest() * share) for share in SIZES)
    if large > 0:
        parts = [
            msg("{glyph} from {amount}", glyph=glyphs[3], amount=compact(large)),
            msg("{glyph} from {amount}", glyph=glyphs[2], amount=compact(small)),
            msg("{glyph} below", glyph=glyphs[1]),
            msg("{glyph} none", glyph=glyphs[0]),
        ]
        yield from text(screen, msg("{measure}: {kinds}", measure=matrix.size_label, kinds=parts))
    if without:
        names = [f"{number} {bubble.named(one_line(bubble.label))}".strip() for number, bubble in without]
        yield from text(screen, msg("Without room for a name: {names}", names=names))
    if len(matrix.bubbles) > MOST_BUBBLES:
        count = len(matrix.bubbles) - MOST_BUBBLES
        yield from text(screen, msg("Not drawn, since they are smaller: {count}", count=count))
    for note in matrix.notes:
        yield from text(screen, note)


def text(screen: Screen, message: Message) -> list[str]:
    """Return the lines of a message on the screen."""
    whole = screen.fit(one_line(translate(message)))
    return wrap(whole, screen.width) if screen.width else [whole]
