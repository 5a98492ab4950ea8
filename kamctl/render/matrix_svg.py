"""A matrix of bubbles as a picture: SVG written by hand, small, readable as text, and the same each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from kamctl.errors import Message
from kamctl.locale import language, translate
from kamctl.render.matrix import Bubble, Matrix, Scales, compact, scales_of
from kamctl.render.terminal import one_line
from kamctl.render.wrap import cells, head_of

WIDTH, HEIGHT = 1000, 728
LEFT, TOP, RIGHT, BOTTOM = 92, 84, 976, 632
FONT = "'Noto Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
SMALL, TEXT, BIG, TITLE = 12, 13, 17, 21
LEAST_RADIUS, MOST_RADIUS = 4.0, 28.0
MOST_LABEL = 30
FAR = 110
TINTS = ("#fdf1e7", "#e9f5ee", "#f4f4f4", "#edf3fb")
INKS = ("#b4530a", "#1b7a43", "#6b6b6b", "#2a5da8")
"""Colours of the corners, as grounds and for bubbles; all inks have a contrast of at least 4.5 on white."""


Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that a text takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether two boxes lie on each other."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def touches(self, disc: "Disc") -> bool:
        """Return whether a disc reaches into the box."""
        x = min(max(disc.x, self.left), self.right)
        y = min(max(disc.y, self.top), self.bottom)
        return hypot(disc.x - x, disc.y - y) < disc.radius

    def crossed(self, line: "Line") -> bool:
        """Return whether a line runs through the box: looked for at many of its points."""
        (x, y), (to_x, to_y) = line
        points = ((x + (to_x - x) * part / 24, y + (to_y - y) * part / 24) for part in range(25))
        return any(self.left < at < self.right and self.top < up < self.bottom for at, up in points)

    @property
    def inside(self) -> bool:
        """Return whether the box lies within the plot."""
        return self.left >= LEFT and self.right <= RIGHT and self.top >= TOP and self.bottom <= BOTTOM


@dataclass(frozen=True, slots=True)
class Disc:
    """A bubble as it is drawn."""

    bubble: Bubble
    x: float
    y: float
    radius: float


def picture(matrix: Matrix) -> str:
    """Return the text of the SVG file."""
    scales = scales_of(matrix)
    discs = [disc(matrix, bubble, scales) for bubble in matrix.by_size()]
    parts = [*opening(matrix), *ground(matrix, scales), *axes(matrix, scales), *map(circle, discs, inks(matrix, discs)),
             *labels(matrix, discs), *key(matrix), "</svg>"]  # fmt: skip
    return "\n".join(parts) + "\n"


def opening(matrix: Matrix) -> Iterator[str]:
    """Yield the head: size, language, title and description for those who can't see it."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-labelledby="title description" lang="{language()}" font-family="{FONT}" '
        f'font-size="{TEXT}" fill="#222">'
    )
    yield f'<title id="title">{said(matrix.title)}</title>'
    yield f'<desc id="description">{said(matrix.description)}</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    yield words(LEFT, 34, said(matrix.title), size=TITLE, weight="600")
    yield words(LEFT, 58, said(matrix.subtitle), fill="#555")


def ground(matrix: Matrix, scales: Scales) -> Iterator[str]:
    """Yield the four corners with their names, and the cuts between them."""
    x, y = place(matrix.cut_x, matrix.cut_y, scales)
    boxes = ((LEFT, TOP, x, y), (x, TOP, RIGHT, y), (LEFT, y, x, BOTTOM), (x, y, RIGHT, BOTTOM))
    for (left, top, right, bottom), tint in zip(boxes, TINTS, strict=True):
        yield (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" fill="{tint}"/>'
        )
    cuts = f"M{number(x)} {TOP}V{BOTTOM}M{LEFT} {number(y)}H{RIGHT}"
    yield f'<path d="{cuts}" stroke="#8a8a8a" stroke-dasharray="5 4"/>'
    for (box, anchor), corner, ink in zip(corner_boxes(matrix), matrix.corners.values(), INKS, strict=True):
        at = box.left if anchor == "start" else box.right
        yield words(at, box.bottom - 5, said(corner.name), size=BIG, weight="600", fill=ink, anchor=anchor)


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
        yield words(at, BOTTOM + 18, f"{share * 100:g} %", anchor="middle")
    for amount in scales.marks():
        at = place(0, amount, scales)[1]
        if abs(at - cut[1]) > SMALL:
            yield words(LEFT - 8, at + 4, compact(amount), anchor="end")
    yield words(LEFT - 8, cut[1] + 4, compact(matrix.cut_y), anchor="end", weight="600")
    if all(abs(place(share, scales.low, scales)[0] - cut[0]) > 30 for share in (0, 0.25, 0.5, 0.75, 1.0)):
        yield words(cut[0], TOP - 6, f"{matrix.cut_x * 100:g} %", anchor="middle", weight="600")
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
    radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * part
    x, y = place(bubble.x, bubble.y, scales)
    return Disc(
        bubble,
        min(max(x, LEFT + radius), RIGHT - radius),
        min(max(y, TOP + radius), BOTTOM - radius),
        radius,
    )


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


def labels(matrix: Matrix, discs: list[Disc]) -> Iterator[str]:
    """Yield the names beside the bubbles, the largest first; one without room nearby at the end of a line to it."""
    taken, lines = [box for box, _ in corner_boxes(matrix)], list[Line]()
    yield '<g stroke="#fff" stroke-width="3" stroke-opacity="0.8" paint-order="stroke" text-anchor="middle">'
    for one in discs:
        name = shortened(one_line(one.bubble.label))
        spots = ((box, leader(one, box)) for box in candidates(one, breadth(name)))
        found = next(((box, line) for box, line in spots if fits(box, line, taken, lines, discs)), None)
        if found is None:
            continue
        box, line = found
        taken.append(box)
        if line:
            lines.append(line)
        yield words((box.left + box.right) / 2, (box.top + box.bottom) / 2 + 4.5, escaped(name))
    yield "</g>"
    for start, end in lines:
        path = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
        yield f'<path d="{path}" stroke="#777" stroke-width="0.8"/>'


def leader(one: Disc, box: Box) -> Line | None:
    """Return the line from the edge of a bubble to its name, None where they stand side by side."""
    x, y = min(max(one.x, box.left), box.right), min(max(one.y, box.top), box.bottom)
    far = hypot(x - one.x, y - one.y)
    if far <= one.radius + 8:
        return None
    edge = one.radius / far
    return (one.x + (x - one.x) * edge, one.y + (y - one.y) * edge), (x, y)


def shortened(name: str) -> str:
    """Return a name, cut where it is very long; the whole one stands in the remark."""
    return name if cells(name) <= MOST_LABEL else head_of(name, MOST_LABEL - 1).rstrip() + "…"


def candidates(one: Disc, width: float) -> Iterator[Box]:
    """Yield where a name may stand: right, left, above, below, then on circles farther and farther around."""
    height, gap = TEXT + 3, one.radius + 4
    yield around(one.x + gap + width / 2, one.y, width, height)
    yield around(one.x - gap - width / 2, one.y, width, height)
    yield around(one.x, one.y - gap - height / 2, width, height)
    yield around(one.x, one.y + gap + height / 2, width, height)
    for distance in range(int(gap) + 8, FAR, 8):
        for step in range(16):
            angle = step * pi / 8
            x = one.x + cos(angle) * (distance + width / 2 * abs(cos(angle)))
            yield around(x, one.y + sin(angle) * (distance + height / 2), width, height)


def around(x: float, y: float, width: float, height: float) -> Box:
    """Return the box of a size around a point."""
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def fits(box: Box, line: Line | None, taken: list[Box], lines: list[Line], discs: list[Disc]) -> bool:
    """Return whether a name lies within the plot, on no other, on no bubble, and no line crosses a name."""
    if not box.inside or any(box.meets(other) for other in taken) or any(map(box.touches, discs)):
        return False
    return not any(map(box.crossed, lines)) and (line is None or not any(other.crossed(line) for other in taken))


def key(matrix: Matrix) -> Iterator[str]:
    """Yield what the area of a bubble means: a large and a small one with their sizes."""
    largest, x = matrix.largest(), float(LEFT)
    y = HEIGHT - 36
    yield words(x, y + 4, said(matrix.size_label), fill="#444", size=SMALL)
    x += breadth(one_line(translate(matrix.size_label)), SMALL) + 14
    for part in (1.0, 0.25, 0.04) if largest > 0 else ():
        radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * sqrt(part)
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


def breadth(text: str, size: int = TEXT) -> float:
    """Return how wide a text is about: a Chinese character as wide as high, others a little more than half."""
    wide = cells(text) - len(text)
    return (wide + (len(text) - wide) * 0.58) * size + 2


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
