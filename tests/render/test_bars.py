import pytest

from kamctl.errors import msg
from kamctl.locale import use
from kamctl.render.bars import Bar, Bars
from kamctl.render.terminal import Screen
from kamctl.render.wrap import cells

PARTS = (msg("growth"), msg("risk"))
BARS = Bars((Bar("Norla", (50, 25), "75.0", "Key"), Bar("海风（青岛）", (10, 0), "10.0"), Bar("Tarn", (), None)), PARTS)


def test_segments_differ_in_their_character_and_add_up() -> None:
    # 80 − 12 (name) − 4 − 2 − 4 (remark and a space) = 58 cells for 100 points: 29 and 14 or 15
    first, second, third, scale, _, legend = BARS.lines(Screen())
    assert first == "Norla        " + "█" * 29 + "▒" * 15 + " " * 14 + " 75.0 Key"
    assert second == "海风（青岛） " + "█" * 6 + " " * 52 + " 10.0"
    assert third.split() == ["Tarn", "–"]
    assert scale == " " * 13 + "0" + " " * 28 + "50" + " " * 24 + "100"
    assert legend == "█ growth  ▒ risk"


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_it_fits_the_terminal(width: int) -> None:
    wide = Bars((Bar("A customer with a name that is far too long for a line", (60, 40), "100.0", "Strategic"),), PARTS)
    for bars in (BARS, wide):
        assert max(cells(line) for line in bars.lines(Screen(width))) <= width
    assert ("…" in wide.lines(Screen(width))[0]) == (width < 132 or width // 3 < 54)
    assert "too long for a line" in wide.lines(Screen())[0]  # a pipe shows all


def test_plain_characters_where_the_stream_has_no_others() -> None:
    lines = BARS.lines(Screen(encoding="ascii"))
    assert lines[0].startswith("Norla")
    assert "#" in lines[0]
    assert "=" in lines[0]
    assert lines[-1] == "# growth  = risk"
    assert all(line.isascii() for line in lines)


def test_colour_only_adds() -> None:
    plain, coloured = BARS.lines(Screen(80)), BARS.lines(Screen(80, colour=True))
    assert "\x1b[" in coloured[0]
    assert "█" * 29 in coloured[0]
    assert plain[-1] == coloured[-1]


def test_nothing_to_draw_and_other_languages() -> None:
    assert Bars((), PARTS).lines(Screen())[-1] == "█ growth  ▒ risk"
    with use("zh"):
        assert len(Bars((), PARTS).lines(Screen(10))) >= 2
