"""Lines of a given width, in terminal cells."""

from hypothesis import given
from hypothesis import strategies as st

from kamctl.render.wrap import cells, pad, wrap

TEXT = st.text("ab衡器，。“” -é", max_size=60)


def test_words_stay_whole() -> None:
    assert wrap("three plants share one line", 12) == ["three plants", "share one", "line"]


def test_chinese_breaks_anywhere_but_before_punctuation() -> None:
    # 12 cells are six characters; the comma stays with the character before it.
    assert wrap("称重和检测设备，供应商", 12) == ["称重和检测设", "备，供应商"]
    assert wrap("称重和检测，设备", 10) == ["称重和检", "测，设备"]


def test_a_word_longer_than_the_line_is_cut_apart() -> None:
    assert wrap("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


def test_nothing_gives_one_empty_line() -> None:
    assert wrap("", 10) == [""]
    assert wrap("   ", 10) == [""]


@given(TEXT, st.integers(2, 40))
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_padding_counts_cells() -> None:
    assert pad("衡器", 6) == "衡器  "
    assert pad("12", 4, right=True) == "  12"
    assert pad("too long", 3) == "too long"
