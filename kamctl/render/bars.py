"""Bars for a terminal: one line for each thing, its parts as segments that differ by character, not only by colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamctl.errors import Message
from kamctl.locale import translate
from kamctl.render.terminal import Screen, encodable, one_line, plain
from kamctl.render.values import UNKNOWN
from kamctl.render.wrap import cells, head_of, pad, wrap

GLYPHS, PLAIN_GLYPHS = "█▒▓░▚", "#=%-+"
STYLES = ("help", "good", "warn", "dim", "strong")
WIDTH, LEAST_BAR, GAP = 80, 10, 1
NAME_PART = 3
"""On a terminal, names take at most this part of the width: one third."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its parts in order, and what stands behind it; a `figure` of None is unknown."""

    name: str
    parts: Sequence[float]
    figure: str | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale from 0 to `full`; `parts` names the segments, at most as many as there are glyphs."""

    bars: Sequence[Bar]
    parts: Sequence[Message]
    full: float = 100.0

    def lines(self, screen: Screen) -> Sequence[str]:
        """Return the lines: the bars, the scale, the legend."""
        glyphs = GLYPHS if screen.boxes and encodable(GLYPHS, screen.encoding) else PLAIN_GLYPHS
        rows = [(screen.fit(plain(bar.name)), figure(bar, screen), screen.fit(plain(bar.remark))) for bar in self.bars]
        sizes = fitted(rows, screen)
        drawn = []
        for bar, (name, value, remark) in zip(self.bars, rows, strict=True):
            head = pad(shortened(name, sizes.name, screen), sizes.name)
            end = pad(value, sizes.figure, right=True) + (f" {remark}" if sizes.remark else "")
            drawn.append(f"{head} {self.segments(bar, sizes.bar, glyphs, screen)} {end}".rstrip())
        return [*drawn, *([self.scale(sizes)] if drawn else []), *self.legend(glyphs, screen)]

    def segments(self, bar: Bar, width: int, glyphs: str, screen: Screen) -> str:
        """Return one bar, padded to `width`; segments are rounded so that the whole has its own right length."""
        text, taken, total = "", 0, 0.0
        for number, part in enumerate(bar.parts):
            total += part
            end = min(width, round(total / self.full * width))
            text += screen.paint(glyphs[number] * (end - taken), STYLES[number])
            taken = max(taken, end)
        return text + " " * (width - taken)

    def scale(self, sizes: "Sizes") -> str:
        """Return the line with the ends of the scale and its middle."""
        middle, end = f"{self.full / 2:g}", f"{self.full:g}"
        half = sizes.bar // 2
        line = "0".ljust(half) + middle
        return " " * (sizes.name + GAP) + line.ljust(sizes.bar - len(end)) + end

    def legend(self, glyphs: str, screen: Screen) -> list[str]:
        """Return what the characters mean."""
        text = "  ".join(f"{glyphs[number]} {one_line(translate(part))}" for number, part in enumerate(self.parts))
        return ["", *(wrap(screen.fit(text), screen.width) if screen.width else [screen.fit(text)])]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths in cells of the columns; `remark` 0: there is no room for it."""

    name: int
    bar: int
    figure: int
    remark: int


def figure(bar: Bar, screen: Screen) -> str:
    """Return the figure behind a bar."""
    return bar.figure or (UNKNOWN if screen.boxes else "-")


def fitted(rows: Sequence[tuple[str, str, str]], screen: Screen) -> Sizes:
    """Return how wide each column is; names are shortened on a terminal alone, remarks dropped where it is narrow."""
    width = screen.width or WIDTH
    name, value, remark = (max((cells(row[place]) for row in rows), default=0) for place in range(3))
    if screen.width:
        name = min(name, max(LEAST_BAR, width // NAME_PART))
    taken = name + value + 2 * GAP
    remark = remark if remark and width - taken - remark - 1 >= 2 * LEAST_BAR else 0
    return Sizes(name, max(LEAST_BAR, width - taken - (remark + 1 if remark else 0)), value, remark)


def shortened(name: str, width: int, screen: Screen) -> str:
    """Return a name in so many cells, with a mark where its end is missing."""
    if cells(name) <= width:
        return name
    return head_of(name, width - 1) + ("…" if screen.boxes else "~")
