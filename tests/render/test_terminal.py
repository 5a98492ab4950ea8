"""What a stream can show, and that nothing on it can act on the terminal."""

import fcntl
import io
import os
import pty
import struct
import termios
from collections.abc import Iterator
from typing import TextIO

import pytest

from kamctl.render.terminal import UNSAFE, Screen, one_line, plain, screen_of, soften


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    """Return a terminal of 100 columns to write to."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        yield stream
    os.close(master)


def test_a_terminal_has_its_width_and_colour(terminal: TextIO) -> None:
    assert screen_of(terminal, {"TERM": "xterm"}) == Screen(100, True)


def test_columns_wins_over_the_terminal(terminal: TextIO) -> None:
    assert screen_of(terminal, {"COLUMNS": "72"}).width == 72


@pytest.mark.parametrize("nonsense", ["", "0", "-5", "wide", "８０"])
def test_nonsense_in_columns_is_ignored(terminal: TextIO, nonsense: str) -> None:
    assert screen_of(terminal, {"COLUMNS": nonsense}).width == 100


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_switched_off(terminal: TextIO, environment: dict[str, str]) -> None:
    assert screen_of(terminal, environment) == Screen(100, False)


def test_a_pipe_has_no_width_and_no_colour() -> None:
    assert screen_of(io.StringIO(), {"TERM": "xterm", "COLUMNS": "80"}) == Screen(None, False)
    assert screen_of(None, {}) == Screen(None, False)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07"),
        ("a\x9bb", r"a\x9bb"),
        ("abc\u202ecba", r"abc\u202ecba"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("a\u2028b", r"a\u2028b"),
        ("\ufeffx", r"\ufeffx"),
        ("a\nb\tc", r"a\nb\tc"),
        ("lone \udc80", r"lone \udc80"),
        ("金河 é 👍🏽 [red]", "金河 é 👍🏽 [red]"),
    ],
)
def test_what_acts_on_a_terminal_is_shown_as_an_escape(raw: str, shown: str) -> None:
    assert plain(raw) == shown
    assert not UNSAFE.search(plain(raw))


def test_a_cell_is_one_line() -> None:
    assert one_line(" first\r\n\tsecond  third\n") == "first second third"


def test_what_an_encoding_lacks_is_an_escape() -> None:
    assert Screen(encoding="ascii").fit("é – 衡") == r"\xe9 \u2013 \u8861"
    assert Screen(encoding="gbk").fit("衡器 ✓") == r"衡器 \u2713"
    assert Screen(encoding="utf-8").fit("衡器 ✓") == "衡器 ✓"


@pytest.mark.parametrize(("encoding", "boxes"), [("utf-8", True), ("gbk", True), ("ascii", False), ("cp1252", False)])
def test_lines_are_drawn_where_the_encoding_has_them(encoding: str, boxes: bool) -> None:
    assert Screen(encoding=encoding).boxes is boxes


def test_colour_codes_are_written_only_where_there_is_colour() -> None:
    assert Screen(colour=True).paint("x", "bad") == "\x1b[1;31mx\x1b[0m"
    assert Screen(colour=False).paint("x", "bad") == "x"
    assert Screen(colour=True).paint("x", "") == "x"


def test_a_softened_stream_writes_what_it_can() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="ascii")
    soften(stream)
    stream.write("衡")
    stream.flush()
    assert buffer.getvalue() == rb"\u8861"
    soften(io.StringIO())  # has no encoding to soften
    soften(None)
