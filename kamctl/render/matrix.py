"""A matrix of bubbles, as plain data: who lies where in two measures, each cut into low and high.

It is drawn for a terminal (`matrix_text`) and as a picture (`matrix_svg`); both use the scales of this module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from kamctl.errors import Message
from kamctl.locale import language
from kamctl.render.values import percent

if TYPE_CHECKING:
    from kamctl.render.terminal import Screen

ROOM, MARGIN = 1.2, 0.15
"""How far a scale reaches beyond the largest and smallest amount: by a factor, or a part of itself if that is more."""

SMALLEST = 1e-4
"""What is less than this part of the cut lies at the end of the scale, like 0."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble: `x` a share, `y` an amount, `size` an amount from which its area follows (0: as small as can be).

    `corner` is one of the matrix's corners; `label` its name, `id` what stands for a name that can't be written;
    `remark` is shown when a reader points at it; `sign` stands behind the name, and means what a note says.
    """

    id: str
    label: str
    x: float
    y: float
    size: float
    corner: str
    remark: Message
    sign: str = ""

    def named(self, name: str) -> str:
        """Return a name, whole or cut, as it stands beside the bubble: with its sign."""
        return f"{name} {self.sign}" if self.sign else name


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner: its name, and how it is coloured in a terminal (a style of `render.terminal`)."""

    name: Message
    style: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bubbles over `cut_x` (a share) and `cut_y` (an amount); a value equal to its cut is high.

    `corners` are in the order high-low, high-high, low-low, low-high, of `y` and `x`. `title`, `subtitle` and
    `description` tell what it shows; `x_label`, `y_label` and `size_label` name the measures; `notes` stand below.
    """

    bubbles: Sequence[Bubble]
    cut_x: float
    cut_y: float
    corners: Mapping[str, Corner]
    title: Message
    subtitle: Message
    description: Message
    x_label: Message
    y_label: Message
    size_label: Message
    notes: Sequence[Message] = ()

    def lines(self, screen: "Screen") -> Sequence[str]:
        """Return the lines of the drawing on a screen."""
        from kamctl.render.matrix_text import drawn

        return drawn(self, screen)

    def svg(self) -> str:
        """Return the drawing as a picture: the text of an SVG file."""
        from kamctl.render.matrix_svg import picture

        return picture(self)

    def by_size(self) -> list[Bubble]:
        """Return the bubbles, the largest first."""
        return sorted(self.bubbles, key=lambda bubble: (-bubble.size, bubble.id))

    def largest(self) -> float:
        """Return the largest size, 0 without any."""
        return max((bubble.size for bubble in self.bubbles), default=0.0)


@dataclass(frozen=True, slots=True)
class Scales:
    """Where a share and an amount lie, each from 0 to 1 with its cut in the middle.

    Shares are linear on both sides of the cut, amounts logarithmic: a few large ones must not press all others down.
    What is beyond the ends lies at the end: shares above 100 %, amounts of 0.
    """

    cut_x: float
    low: float
    cut_y: float
    high: float

    def x(self, share: float) -> float:
        """Return where a share lies."""
        share = min(1.0, max(0.0, share))
        if not 0 < self.cut_x < 1:
            return share
        if share < self.cut_x:
            return share / self.cut_x / 2
        return 0.5 + (share - self.cut_x) / (1 - self.cut_x) / 2

    def y(self, amount: float) -> float:
        """Return where an amount lies."""
        if amount < self.cut_y:
            return max(0.0, log10(max(amount, self.low) / self.low) / log10(self.cut_y / self.low) / 2)
        return min(1.0, 0.5 + log10(amount / self.cut_y) / log10(self.high / self.cut_y) / 2)

    def marks(self) -> list[float]:
        """Return the round amounts between the ends: 1, 2 and 5 times powers of ten; powers alone if there are many."""
        first, last = floor(log10(self.low)), ceil(log10(self.high))
        steps = (1, 2, 5) if last - first <= 3 else (1,)
        found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        return [amount for amount in found if self.low <= amount <= self.high]


def scales_of(matrix: Matrix) -> Scales:
    """Return the scales of a matrix."""
    cut = matrix.cut_y if matrix.cut_y > 0 else 1.0
    above = [max(bubble.y, cut * SMALLEST) for bubble in matrix.bubbles if bubble.y > 0] + [cut]
    least, most = min(above), max(above)
    low = min(least / ROOM, least * (least / cut) ** MARGIN)
    return Scales(matrix.cut_x, low, cut, max(most * ROOM, most * (most / cut) ** MARGIN))


def share_text(share: float) -> str:
    """Return a share as percent, without decimals where it has none."""
    return percent(round(share, 3)).replace(".0", "")


def compact(amount: float) -> str:
    """Return an amount in few characters: `42.6M`, in Chinese `4,260万`."""
    units = ((1e8, "亿"), (1e4, "万")) if language() == "zh" else ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
    for size, unit in units:
        if abs(amount) >= size:
            return f"{rounded(amount / size)}{unit}"
    return rounded(amount)


def rounded(number: float) -> str:
    """Return a number with at most one decimal, none from 100 on."""
    text = f"{number:,.0f}" if abs(number) >= 100 else f"{number:,.1f}"
    return text.removesuffix(".0")


def round_down(amount: float) -> float:
    """Return the next lower of 1, 2, 5, 10, 20, 50 …; 0 for 0."""
    if amount <= 0:
        return 0.0
    power = 10.0 ** floor(log10(amount))
    return max(step * power for step in (1, 2, 5) if step * power <= amount * (1 + 1e-9))
