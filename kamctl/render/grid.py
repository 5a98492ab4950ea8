"""Draw a table that has been laid out."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kamctl.render.layout import Strip, total_width
from kamctl.render.terminal import STYLES, Screen

# Nothing but a rule under the headings and one above the total.
RULES = "    \n    \n {0}{0} \n    \n    \n {0}{0} \n    \n    \n"


def draw(strips: Sequence[Strip], screen: Screen) -> Iterator[str]:
    """Yield the lines: headings, rows, and the total under a rule of its own. No spaces at the end of a line."""
    totals = any(strip.total is not None for strip in strips)
    table = Table(
        box=Box(RULES.format("─" if screen.boxes else "-"), ascii=not screen.boxes),
        show_edge=False,
        show_footer=totals,
        pad_edge=False,
        padding=(0, 1, 0, 0),  # with the column of the box: a gap of two
        border_style=STYLES["dim"],
        header_style=STYLES["strong"],
        footer_style=STYLES["strong"],
    )
    for strip in strips:
        head, foot = Text("\n".join(strip.head)), Text("\n".join(strip.total or []))
        table.add_column(head, foot, justify="right" if strip.right else "left", width=strip.width, no_wrap=True)
    for index in range(len(strips[0].cells)):
        table.add_row(*(Text("\n".join(strip.cells[index]), STYLES.get(strip.styles[index], "")) for strip in strips))
    yield from lines(table, total_width(strips), screen)


def lines(table: Table, width: int, screen: Screen) -> Iterator[str]:
    """Yield the lines of a table as rich writes them."""
    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=screen.colour, color_system="standard" if screen.colour else None,
        markup=False, emoji=False, highlight=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(table)
    yield from (line.rstrip() for line in file.getvalue().splitlines())
