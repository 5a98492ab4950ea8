"""Where the names beside the bubbles of a picture stand: near their bubble, on no other name and on no bubble."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from kamctl.render.matrix import Bubble
from kamctl.render.wrap import cells

LEFT, TOP, RIGHT, BOTTOM = 92, 84, 976, 632
"""The plot within the picture."""
TEXT = 13
"""The height of a name."""
FAR = 110
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

    def crossed(self, line: "Line") -> bool:
        """Return whether a line runs through the bubble; not if it only begins at its edge."""
        (x, y), (to_x, to_y) = line
        points = ((x + (to_x - x) * part / 24, y + (to_y - y) * part / 24) for part in range(25))
        return any(hypot(at - self.x, up - self.y) < self.radius - 0.5 for at, up in points)


def leader(one: Disc, box: Box) -> Line | None:
    """Return the line from the edge of a bubble to its name, None where they stand side by side."""
    x, y = min(max(one.x, box.left), box.right), min(max(one.y, box.top), box.bottom)
    far = hypot(x - one.x, y - one.y)
    if far <= one.radius + 8:
        return None
    edge = one.radius / far
    return (one.x + (x - one.x) * edge, one.y + (y - one.y) * edge), (x, y)


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


def at_home(one: Disc, box: Box, cut: tuple[float, float]) -> bool:
    """Return whether a name lies in the corner of its bubble, on the same side of both cuts."""
    across = box.right <= cut[0] if one.x < cut[0] else box.left >= cut[0]
    up = box.bottom <= cut[1] if one.y < cut[1] else box.top >= cut[1]
    return across and up


def on_bubble(one: Disc, width: float, taken: list[Box]) -> Box:
    """Return where a number stands: on its bubble, in the middle or nearest to it where no other text is."""
    tried = [around(one.x, one.y, width, TEXT)]
    for distance in range(4, 41, 4):
        for step in range(16):
            x, y = one.x + distance * cos(step * pi / 8), one.y + distance * sin(step * pi / 8)
            tried.append(around(x, y, width, TEXT))
    return next((box for box in tried if not any(box.meets(other) for other in taken)), tried[0])


def fits(box: Box, line: Line | None, taken: list[Box], lines: list[Line], discs: list[Disc]) -> bool:
    """Return whether a name lies within the plot, on no other, on no bubble, and no line crosses a name or a bubble."""
    if not box.inside or any(box.meets(other) for other in taken) or any(map(box.touches, discs)):
        return False
    if any(map(box.crossed, lines)):
        return False
    return line is None or not (any(one.crossed(line) for one in taken) or any(one.crossed(line) for one in discs))


def breadth(text: str, size: int = TEXT) -> float:
    """Return how wide a text is about: a Chinese character as wide as high, others a little more than half."""
    wide = cells(text) - len(text)
    return (wide + (len(text) - wide) * 0.58) * size + 2
