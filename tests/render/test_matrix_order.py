"""Bubbles stand in the order of what they show, and lines lead to their own name."""

import pytest

from kamctl.errors import msg
from kamctl.render.matrix import Bubble
from kamctl.render.matrix_places import Box, Disc, fits
from kamctl.render.matrix_text import in_order


@pytest.mark.parametrize(
    ("y", "standing", "rows"),
    [
        (5, [], range(2, 9)),
        (5, [(9, 4), (7, 6), (1, 8)], range(6, 9)),
        (5, [(5, 3)], range(2, 9)),
        (5, [(9, 7), (1, 3)], range(7, 4)),
    ],
)
def test_a_bubble_never_stands_above_a_higher_one(y: float, standing: list[tuple[float, int]], rows: range) -> None:
    assert list(in_order(range(2, 9), y, standing)) == list(rows)


def test_a_line_through_another_bubble_does_not_fit() -> None:
    box, line = Box(300, 300, 380, 316), ((200.0, 308.0), (300.0, 308.0))
    bubble = Bubble("x", "x", 0.5, 1, 1, "attack", msg("x"))
    assert fits(box, line, [], [], [Disc(bubble, 180, 308, 20)])  # it begins at the edge of its own
    assert not fits(box, line, [], [], [Disc(bubble, 250, 310, 20)])
