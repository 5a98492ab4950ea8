"""A matrix of bubbles as a picture: SVG written by hand, small, readable as text, and the same each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from kamctl.errors import Message, msg
from kamctl.locale import language, translate
from kamctl.render.matrix import Bubble, Matrix, Scales, compact, scales_of, share_text
from kamctl.render.matrix_places import (
    BOTTOM,
    LEFT,
    RIGHT,
    TEXT,
    TOP,
    Box,
    Disc,
    Line,
    at_home,
    breadth,
    candidates,
    fits,
    leader,
    on_bubble,
)
from kamctl.render.terminal import one_line
from kamctl.render.wrap import cells, head_of, wrap

WIDTH, HEIGHT = 1000, 738
FONT = "'Noto Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
SMALL, BIG, TITLE = 12, 17, 21
LEAST_RADIUS, MOST_RADIUS = 4.0, 28.0
MOST_LABEL, MOST_LABELS = 30, 80
FEW = 40
LINE, MOST_IN_LINE = 17, 138
HALO = 'stroke="#fff" stroke-width="3" stroke-opacity="0.8" paint-order="stroke"'
TINTS = ("#fdf1e7", "#e9f5ee", "#f4f4f4", "#edf3fb")
INKS = ("#b4530a", "#1b7a43", "#6b6b6b", "#2a5da8")
"""Colours of the corners, as grounds and for bubbles; all inks have a contrast of at least 4.5 on white."""


def picture(matrix: Matrix) -> str:
    """Return the text of the SVG file."""
    scales = scales_of(matrix)
    discs = [disc(matrix, bubble, scales) for bubble in matrix.by_size()]
    named, numbered = placed(matrix, discs)
    below = footnotes(matrix, numbered, len(discs) - len(named) - len(numbered))
    parts = [
        *opening(matrix, HEIGHT + LINE * len(below)),
        *ground(matrix, scales),
        *axes(matrix, scales),
        *map(circle, discs, inks(matrix, discs)),
        *corners(matrix),
        *labels(named, numbered),
        *key(matrix),
        *(
            words(LEFT, HEIGHT + 2 + LINE * line, escaped(text), fill="#444", size=SMALL)
            for line, text in enumerate(below)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def opening(matrix: Matrix, height: int) -> Iterator[str]:
    """Yield the head: size, language, title and description for those who can't see it."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title description" lang="{language()}" font-family="{FONT}" '
        f'font-size="{TEXT}" fill="#222">'
    )
    yield f'<title id="title">{said(matrix.title)}</title>'
    yield f'<desc id="description">{said(matrix.description)}</desc>'
    yield f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    yield words(LEFT, 34, said(matrix.title), size=TITLE, weight="600")
    yield words(LEFT, 58, said(matrix.subtitle), fill="#555")


def ground(matrix: Matrix, scales: Scales) -> Iterator[str]:
    """Yield the grounds of the four corners, and the cuts between them."""
    x, y = place(matrix.cut_x, matrix.cut_y, scales)
    boxes = ((LEFT, TOP, x, y), (x, TOP, RIGHT, y), (LEFT, y, x, BOTTOM), (x, y, RIGHT, BOTTOM))
    for (left, top, right, bottom), tint in zip(boxes, TINTS, strict=True):
        yield (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" fill="{tint}"/>'
        )
    cuts = f"M{number(x)} {TOP}V{BOTTOM}M{LEFT} {number(y)}H{RIGHT}"
    yield f'<path d="{cuts}" stroke="#8a8a8a" stroke-dasharray="5 4"/>'


def corners(matrix: Matrix) -> Iterator[str]:
    """Yield the names of the corners, readable on bubbles, too."""
    yield f"<g {HALO}>"
    for (box, anchor), corner, ink in zip(corner_boxes(matrix), matrix.corners.values(), INKS, strict=True):
        at = box.left if anchor == "start" else box.right
        yield words(at, box.bottom - 5, said(corner.name), size=BIG, weight="600", fill=ink, anchor=anchor)
    yield "</g>"


def corner_boxes(matrix: Matrix) -> list[tuple[Box, str]]:
    """Return where the names of the corners stand, and which end of them is fixed."""
    found = []
    for index, corner in enumerate(matrix.corners.values()):
        width, height = breadth(one_line(translate(corner.name)), BIG), BIG + 6
        left = LEFT + 10 if index % 2 == 0 else RIGHT - 10 - width
        top = TOP + 6 if index < 2 else BOTTOM - 6 - height
        found.append((Box(left, top, left + width, top + height), "start" if index % 2 == 0 else "end"))
    return found


def axes(matrix: Matrix, scales: Scales) -> Iterator[str]:
    """Yield the frame, the marks along both sides, and what they measure."""
    yield f'<rect x="{LEFT}" y="{TOP}" width="{RIGHT - LEFT}" height="{BOTTOM - TOP}" fill="none" stroke="#555"/>'
    yield f'<g font-size="{SMALL}" fill="#444">'
    cut = place(matrix.cut_x, matrix.cut_y, scales)
    for share in (0, 0.25, 0.5, 0.75, 1.0):
        at = place(share, scales.low, scales)[0]
        yield words(at, BOTTOM + 18, share_text(share), anchor="middle")
    for amount in scales.marks():
        at = place(0, amount, scales)[1]
        if abs(at - cut[1]) > SMALL:
            yield words(LEFT - 8, at + 4, compact(amount), anchor="end")
    yield words(LEFT - 8, cut[1] + 4, compact(matrix.cut_y), anchor="end", weight="600")
    if all(abs(place(share, scales.low, scales)[0] - cut[0]) > 30 for share in (0, 0.25, 0.5, 0.75, 1.0)):
        yield words(cut[0], TOP - 6, share_text(matrix.cut_x), anchor="middle", weight="600")
    yield "</g>"
    yield words((LEFT + RIGHT) / 2, BOTTOM + 40, said(matrix.x_label), anchor="middle")
    middle = (TOP + BOTTOM) / 2
    yield words(24, middle, said(matrix.y_label), anchor="middle", turn=f"rotate(-90 24 {number(middle)})")


def place(share: float, amount: float, scales: Scales) -> tuple[float, float]:
    """Return where a share and an amount lie on the picture."""
    return LEFT + scales.x(share) * (RIGHT - LEFT), BOTTOM - scales.y(amount) * (BOTTOM - TOP)


def disc(matrix: Matrix, bubble: Bubble, scales: Scales) -> Disc:
    """Return a bubble as it is drawn: its area follows its size, and it lies within the frame."""
    part = sqrt(max(0.0, bubble.size) / matrix.largest()) if matrix.largest() > 0 else 0.0
    radius = radius_of(matrix, part)
    x, y = place(bubble.x, bubble.y, scales)
    return Disc(
        bubble,
        min(max(x, LEFT + radius), RIGHT - radius),
        min(max(y, TOP + radius), BOTTOM - radius),
        radius,
    )


def radius_of(matrix: Matrix, part: float) -> float:
    """Return the radius of a bubble, `part` of the largest one; where there are many, all are smaller."""
    crowd = min(1.0, sqrt(FEW / max(1, len(matrix.bubbles))))
    return LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * max(0.3, crowd) * part


def inks(matrix: Matrix, discs: list[Disc]) -> list[str]:
    """Return the colour of each bubble: that of its corner."""
    by_corner = dict(zip(matrix.corners, INKS, strict=True))
    return [by_corner[one.bubble.corner] for one in discs]


def circle(one: Disc, ink: str) -> str:
    """Return one bubble with what is shown when a reader points at it."""
    return (
        f'<g><title>{said(one.bubble.remark)}</title><circle cx="{number(one.x)}" cy="{number(one.y)}" '
        f'r="{number(one.radius)}" fill="{ink}" fill-opacity="0.62" stroke="#fff" stroke-width="1.2"/></g>'
    )


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside a bubble, or a number on it, with the line to it if it is not near."""

    text: str
    box: Box
    line: Line | None
    bubble: Bubble


def placed(matrix: Matrix, discs: list[Disc]) -> tuple[list[Label], list[Label]]:
    """Return the names of the largest bubbles where there is room for them, and numbers of those without room.

    The name of every bubble is shown where a reader points at it, too.
    """
    taken, lines = [box for box, _ in corner_boxes(matrix)], list[Line]()
    cut = place(matrix.cut_x, matrix.cut_y, scales_of(matrix))
    named: list[Label] = []
    crowded: list[Disc] = []
    for one in discs[:MOST_LABELS]:
        name = one.bubble.named(shortened(one_line(one.bubble.label)))
        spots = [(box, leader(one, box)) for box in candidates(one, breadth(name))]
        room = [(box, line) for box, line in spots if fits(box, line, taken, lines, discs)]
        found = next((spot for spot in room if at_home(one, spot[0], cut)), room[0] if room else None)
        if found is None:
            crowded.append(one)
            continue
        named.append(Label(name, *found, one.bubble))
        taken.append(found[0])
        lines += [found[1]] if found[1] else []
    numbered: list[Label] = []
    for count, one in enumerate(crowded, start=1):
        box = on_bubble(one, breadth(str(count)), taken)
        taken.append(box)
        numbered.append(Label(str(count), box, None, one.bubble))
    return named, numbered


def labels(named: list[Label], numbered: list[Label]) -> Iterator[str]:
    """Yield names and numbers, and the lines to the names."""
    yield f'<g {HALO} text-anchor="middle">'
    for one in [*named, *numbered]:
        yield words((one.box.left + one.box.right) / 2, (one.box.top + one.box.bottom) / 2 + 4.5, escaped(one.text))
    yield "</g>"
    for start, end in (one.line for one in named if one.line):
        path = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
        yield f'<path d="{path}" stroke="#777" stroke-width="0.8"/>'


def footnotes(matrix: Matrix, numbered: list[Label], rest: int) -> list[str]:
    """Return the lines below the picture: names of numbered bubbles, how many have none at all, and the notes."""
    numbers = [f"{one.text} {one.bubble.named(one_line(one.bubble.label))}" for one in numbered]
    found = [msg("Without room for a name: {names}", names=numbers)] if numbers else []
    if rest:
        found.append(msg("Smaller ones without a name: {count}", count=rest))
    return [line for note in (*found, *matrix.notes) for line in wrap(one_line(translate(note)), MOST_IN_LINE)]


def shortened(name: str) -> str:
    """Return a name, cut where it is very long; the whole one stands in the remark."""
    return name if cells(name) <= MOST_LABEL else head_of(name, MOST_LABEL - 1).rstrip() + "…"


def key(matrix: Matrix) -> Iterator[str]:
    """Yield what the area of a bubble means: a large and a small one with their sizes."""
    largest, x = matrix.largest(), float(LEFT)
    y = HEIGHT - 46
    yield words(x, y + 4, said(matrix.size_label), fill="#444", size=SMALL)
    x += breadth(one_line(translate(matrix.size_label)), SMALL) + 14
    for part in (1.0, 0.25, 0.04) if largest > 0 else ():
        radius = radius_of(matrix, sqrt(part))
        mark = compact(largest * part)
        yield f'<circle cx="{number(x + radius)}" cy="{y}" r="{number(radius)}" fill="#999" fill-opacity="0.62"/>'
        yield words(x + 2 * radius + 5, y + 4, escaped(mark), fill="#444", size=SMALL)
        x += 2 * radius + breadth(mark, SMALL) + 22


def words(
    x: float, y: float, text: str, *, size: int = 0, weight: str = "", fill: str = "", anchor: str = "", turn: str = ""
) -> str:
    """Return a text, already escaped, at a point."""
    given = {"font-size": size, "font-weight": weight, "fill": fill, "text-anchor": anchor, "transform": turn}
    extra = "".join(f' {name}="{value}"' for name, value in given.items() if value)
    return f'<text x="{number(x)}" y="{number(y)}"{extra}>{text}</text>'


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def said(message: Message) -> str:
    """Return a message in the spoken language, fit to stand in the file."""
    return escaped(one_line(translate(message)))


def escaped(text: str) -> str:
    """Return a text that can't be taken for markup."""
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return "".join(marks.get(character, character) for character in text)
