"""The matrix of bubbles: its scales, its drawing in a terminal, its picture."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamctl.errors import msg
from kamctl.locale import use
from kamctl.render.matrix import Bubble, Corner, Matrix, Scales, compact, round_down, scales_of
from kamctl.render.matrix_places import BOTTOM, LEFT, RIGHT, TOP, Box, around, breadth
from kamctl.render.matrix_svg import disc, escaped
from kamctl.render.terminal import Screen
from kamctl.render.wrap import cells

CORNERS = {
    "attack": Corner(msg("attack"), "warn"),
    "defend": Corner(msg("defend"), "good"),
    "drop": Corner(msg("drop"), "dim"),
    "maintain": Corner(msg("maintain"), "strong"),
}
SVG = "{http://www.w3.org/2000/svg}"


def bubble(label: str, x: float, y: float, size: float = 1.0, cut: tuple[float, float] = (0.5, 100.0)) -> Bubble:
    names = (("drop", "maintain"), ("attack", "defend"))
    corner = names[y >= cut[1]][x >= cut[0]]
    id = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or f"id-{x}-{y}"
    return Bubble(id, label, x, y, size, corner, msg("{name}: remark", name=label))


def matrix(*bubbles: Bubble, cut: tuple[float, float] = (0.5, 100.0)) -> Matrix:
    return Matrix(
        bubbles, cut[0], cut[1], CORNERS, msg("Title"), msg("Subtitle"), msg("What it shows"), msg("Share"),
        msg("Potential"), msg("Revenue"),
    )  # fmt: skip


FIVE = matrix(
    bubble("Norla", 0.2, 400, 900), bubble("Südmar", 0.8, 300, 100), bubble("北光食品", 0.9, 20, 500),
    bubble("Tarn", 0.1, 10, 1), bubble("Vega", 0.5, 100, 0),
)  # fmt: skip


def test_the_cuts_lie_in_the_middle() -> None:
    scales = Scales(0.4, 1, 100, 1_000_000)
    assert [scales.x(share) for share in (0, 0.2, 0.4, 0.7, 1)] == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert [scales.y(amount) for amount in (1, 10, 100, 10_000, 1_000_000)] == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_what_is_beyond_the_ends_lies_at_the_end() -> None:
    scales = Scales(0.4, 1, 100, 1_000)
    assert (scales.x(-0.1), scales.x(7.5), scales.y(0), scales.y(-5), scales.y(10**9)) == (0, 1, 0, 0, 1)


@pytest.mark.parametrize("cut", [0.0, 1.0])
def test_a_cut_at_the_end_leaves_the_shares_as_they_are(cut: float) -> None:
    assert Scales(cut, 1, 2, 3).x(0.3) == 0.3


def test_scales_hold_all_amounts_and_the_cut() -> None:
    scales = scales_of(FIVE)
    assert scales.low < 10 < scales.cut_y == 100 < 400 < scales.high
    alone = scales_of(matrix())
    assert alone.low < alone.cut_y < alone.high
    assert scales_of(matrix(bubble("a", 0.1, 0), cut=(0.5, 0.0))).low > 0


def test_marks_are_round() -> None:
    assert Scales(0.5, 8, 100, 600).marks() == [10, 20, 50, 100, 200, 500]
    assert Scales(0.5, 0.8, 100, 60_000).marks() == [1, 10, 100, 1_000, 10_000]


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [(0, "0", "0"), (950, "950", "950"), (1_500, "1.5k", "1,500"), (42_600_000, "42.6M", "4,260万"),
     (20_000_000, "20M", "2,000万"), (3.2e9, "3.2bn", "32亿"), (-12_000, "-12k", "-1.2万")],
)  # fmt: skip
def test_amounts_in_few_characters(amount: float, english: str, chinese: str) -> None:
    assert compact(amount) == english
    with use("zh"):
        assert compact(amount) == chinese


@pytest.mark.parametrize(("amount", "down"), [(0, 0), (1, 1), (1.9, 1), (4.9, 2), (5, 5), (99, 50), (1e6, 1e6)])
def test_sizes_are_told_in_round_amounts(amount: float, down: float) -> None:
    assert round_down(amount) == pytest.approx(down)


# The terminal


def plot(lines: list[str] | tuple[str, ...]) -> list[str]:
    """Return the lines between the axes, without what stands left of them."""
    return [line.partition("│")[2] for line in lines if "│" in line]


def test_everybody_is_named_beside_the_own_bubble() -> None:
    text = "\n".join(FIVE.lines(Screen(width=80)))
    for name in ("Norla", "Südmar", "北光食品", "Tarn", "Vega"):
        assert re.search(rf"[·•●◉] {name}|{name} [·•●◉]", text), name
    assert "ATTACK" in text
    assert "Revenue: ◉ from 200, ● from 50, • below, · none" in text


def test_high_stands_above_and_right_of_the_cut() -> None:
    lines = plot(list(FIVE.lines(Screen(width=80))))
    cut = next(number for number, line in enumerate(lines) if "┼" in line)
    assert [any(name in line for line in lines[:cut]) for name in ("Norla", "Vega", "Tarn", "北光")] == [
        True, True, False, False,
    ]  # fmt: skip
    column = lines[cut].index("┼")
    found = {name: next(line.index(glyph) for line in lines if name in line)
             for name, glyph in (("Norla", "◉"), ("Südmar", "●"), ("Tarn", "•"), ("Vega", "·"))}  # fmt: skip
    assert [found[name] > column for name in ("Norla", "Südmar", "Tarn", "Vega")] == [False, True, False, True]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_lines_keep_within_the_screen(width: int) -> None:
    assert max(cells(line) for line in FIVE.lines(Screen(width=width))) <= width


def test_a_screen_without_such_characters_gets_plain_ones() -> None:
    lines = list(FIVE.lines(Screen(width=80, encoding="ascii")))
    text = "\n".join(lines)
    assert text.isascii()
    assert "Norla @" in text or "@ Norla" in text
    assert "id-0.9-20" in text  # a name that can't be written
    assert "|" in text
    assert "+" in text


def test_wide_characters_take_two_cells() -> None:
    lines = plot(list(matrix(bubble("云渚乳业", 0.6, 200)).lines(Screen(width=80))))
    (line,) = [line for line in lines if "云渚乳业" in line]
    assert line.index("云") - line.index("◉") == 2


def test_a_long_name_is_cut() -> None:
    text = "\n".join(matrix(bubble("Tidewick (Guangzhou) Home Products", 0.6, 200)).lines(Screen(width=80)))
    assert "◉ Tidewick (Guangzhou)…" in text


def test_those_without_room_have_a_number_that_the_legend_explains() -> None:
    crowd = matrix(*(bubble(f"Customer number {number:02d}", 0.25, 300) for number in range(30)))
    lines = list(crowd.lines(Screen(width=60)))
    legend = lines[next(i for i, line in enumerate(lines) if line.startswith("Without room")) :]
    assert "1 Customer number" in " ".join(legend)
    assert len(re.findall("[·•●◉]", "\n".join(plot(lines)))) == 30


def test_colours_are_those_of_the_corner() -> None:
    lines = FIVE.lines(Screen(width=80, colour=True))
    assert any("\x1b[33m◉\x1b[0m" in line for line in lines)


def test_nobody_to_draw() -> None:
    lines = matrix().lines(Screen(width=80))
    assert any("ATTACK" in line for line in lines)
    assert not any(line.startswith("Revenue") for line in lines)


names = st.text(st.sampled_from("abcdefg 北光食品①"), min_size=1, max_size=11).filter(lambda name: name.strip() == name)
some = st.lists(
    st.tuples(names, st.floats(0, 1.5), st.floats(0, 1e8), st.floats(0, 1e9)), max_size=25, unique_by=lambda one: one[0]
)


def drawing(found: list[tuple[str, float, float, float]]) -> Matrix:
    bubbles = [bubble(f"{name}", x, y, size) for name, x, y, size in found]
    numbered = [Bubble(f"b{n}", b.label, b.x, b.y, b.size, b.corner, b.remark) for n, b in enumerate(bubbles)]
    return matrix(*numbered)


@settings(deadline=None, max_examples=40)
@given(some, st.sampled_from([40, 72, 120]))
def test_every_bubble_is_drawn_once_and_every_name_is_told(
    found: list[tuple[str, float, float, float]], width: int
) -> None:
    lines = list(drawing(found).lines(Screen(width=width)))
    assert all(cells(line) <= width for line in lines)
    body = plot(lines)
    assert sum(len(re.findall("[·•●◉]", line)) for line in body) == len(found)
    text = " ".join(line.strip() for line in lines)
    for name, *_ in found:
        assert name in text or name.replace(" ", "") in text.replace(" ", "")


# The picture


def texts_of(root: ET.Element) -> list[tuple[str, float, float]]:
    """Return the names beside bubbles: text, x and y."""
    (group,) = [one for one in root.iter(f"{SVG}g") if one.get("text-anchor") == "middle"]
    return [(one.text or "", float(one.get("x", 0)), float(one.get("y", 0))) for one in group]


def test_the_picture_is_accessible() -> None:
    root = ET.fromstring(FIVE.svg())
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == ("img", "title description", "en")
    assert root.findtext(f"{SVG}title") == "Title"
    assert root.findtext(f"{SVG}desc") == "What it shows"
    remarks = [one.findtext(f"{SVG}title") for one in root.iter(f"{SVG}g") if one.find(f"{SVG}circle") is not None]
    assert remarks[0] == "Norla: remark"
    assert "Noto Sans CJK SC" in (root.get("font-family") or "")


def test_areas_follow_sizes() -> None:
    large, _, small = (disc(FIVE, FIVE.bubbles[number], scales_of(FIVE)).radius for number in (0, 1, 1))
    assert (large - 4) ** 2 / (small - 4) ** 2 == pytest.approx(9)
    crowd = matrix(*(bubble(f"n{number}", 0.2, 400, 900) for number in range(160)))
    assert disc(crowd, crowd.bubbles[0], scales_of(crowd)).radius - 4 == pytest.approx((large - 4) / 2)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'a "b" & c', "red\x1b[31m", "turn\u202eround", "]]>"])
def test_a_name_is_never_markup(name: str) -> None:
    text = matrix(bubble(name, 0.2, 400)).svg()
    root = ET.fromstring(text)
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert any(name[:3] in found for found, _, _ in texts_of(root))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "path", "g", "circle",
    }  # fmt: skip


def test_escaped_text_says_the_same() -> None:
    assert ET.fromstring(f"<a>{escaped('<&>')}</a>").text == "<&>"


def test_the_picture_is_the_same_each_time() -> None:
    assert FIVE.svg() == FIVE.svg()
    assert len(FIVE.svg()) < 8_000


@pytest.mark.parametrize("found", [[], [("alone", 0.5, 100.0, 0.0)], [(f"n{n}", 0.3, 50.0, 7.0) for n in range(20)]])
def test_odd_books(found: list[tuple[str, float, float, float]]) -> None:
    assert ET.fromstring(drawing(found).svg()).tag == f"{SVG}svg"


@settings(deadline=None, max_examples=40)
@given(some)
def test_names_lie_on_no_other_and_on_no_bubble(found: list[tuple[str, float, float, float]]) -> None:
    drawn = drawing(found)
    root = ET.fromstring(drawn.svg())
    boxes = [around(x, y - 4.5, breadth(text) - 0.3, 15.7) for text, x, y in texts_of(root) if not text.isdigit()]
    discs = [disc(drawn, one, scales_of(drawn)) for one in drawn.bubbles]
    assert not any(first.meets(second) for first, second in combinations(boxes, 2))
    assert not any(box.touches(one) for box in (shrunk(box) for box in boxes) for one in discs)
    for one in discs:
        assert one.x - one.radius >= LEFT - 0.01
        assert one.x + one.radius <= RIGHT + 0.01
        assert one.y - one.radius >= TOP - 0.01
        assert one.y + one.radius <= BOTTOM + 0.01


def test_who_has_no_room_for_a_name_has_a_number() -> None:
    crowd = matrix(*(bubble(f"A rather long name {number}", 0.2, 400, 9.0) for number in range(30)))
    root = ET.fromstring(crowd.svg())
    names, numbers = ([text for text, _, _ in texts_of(root) if text.isdigit() is digits] for digits in (False, True))
    assert len(names) + len(numbers) == 30
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    text = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    assert "Without room for a name: 1 A rather long name" in text
    assert all(f"A rather long name {number}" in text for number in range(30))


def test_a_sign_stands_behind_a_name_that_is_cut_too() -> None:
    signed = replace(bubble("A name that is much longer than there is room for", 0.2, 400, 9.0), sign="!")
    noted = replace(matrix(signed), notes=[msg("! look at it")])
    root = ET.fromstring(noted.svg())
    (name,) = [text for text, _, _ in texts_of(root)]
    assert name.endswith("… !")
    assert "! look at it" in [one.text for one in root.iter(f"{SVG}text")]
    lines = list(noted.lines(Screen(width=80)))
    assert any("… !" in line for line in lines)
    assert lines[-1] == "! look at it"


def test_a_name_keeps_to_the_corner_of_its_bubble() -> None:
    # Right beside the bubble there would be room, but across the cut.
    root = ET.fromstring(matrix(bubble("A name of some length", 0.48, 400, 9.0)).svg())
    ((name, x, _),) = texts_of(root)
    assert x + breadth(name) / 2 <= (LEFT + RIGHT) / 2 + 1


def test_notes_make_the_picture_higher() -> None:
    noted = replace(FIVE, notes=[msg("A note")] * 3)
    heights = [int(ET.fromstring(one.svg()).get("height", 0)) for one in (FIVE, noted)]
    assert heights[1] - heights[0] == 3 * 17


def shrunk(box: Box) -> Box:
    """Return a box a little smaller: coordinates are written with one decimal."""
    return Box(box.left + 0.2, box.top + 0.2, box.right - 0.2, box.bottom - 0.2)
