import pytest

from kamctl.errors import Problem
from kamctl.store.plain_text import Lines, decode, hidden_order, position
from kamctl.store.source import Unread

TEXT = "name: Nordlicht\nname_zh: 北光食品\n"


def refused(data: bytes) -> Problem:
    """Return the problem for which `data` is refused."""
    with pytest.raises(Unread) as caught:
        decode("a.yaml", data)
    return caught.value.problem


def seen(problem: Problem) -> tuple[str, int, int]:
    return problem.code, problem.place.line, problem.place.column


# The first byte that is no UTF-8: of 北 in line 2, or the very first.
@pytest.mark.parametrize(
    ("encoding", "line", "column", "hint"),
    [
        ("gbk", 2, 10, "it may be GBK or Latin-1: save the file as UTF-8"),
        ("gb18030", 2, 10, "it may be GBK or Latin-1: save the file as UTF-8"),
        ("big5", 2, 10, "it may be GBK or Latin-1: save the file as UTF-8"),
        ("utf-16", 1, 1, "it looks like UTF-16 or UTF-32: save the file as UTF-8"),
        ("utf-32", 1, 1, "it looks like UTF-16 or UTF-32: save the file as UTF-8"),
    ],
)
def test_other_encodings(encoding: str, line: int, column: int, hint: str) -> None:
    problem = refused(TEXT.encode(encoding, "replace"))
    assert (seen(problem), str(problem.message)) == (("KAM102", line, column), "is not UTF-8 text")
    assert str(problem.help) == hint


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_without_its_mark_is_told_by_its_zeros(encoding: str) -> None:
    problem = refused("name: Nordlicht\n".encode(encoding))
    assert problem.code == "KAM104"
    assert str(problem.help) == "it looks like UTF-16 or UTF-32: save the file as UTF-8"


def test_latin_1() -> None:
    assert seen(refused("name: Müller\n".encode("latin-1"))) == ("KAM102", 1, 8)


@pytest.mark.parametrize(
    "wrong",
    [
        b"\xff",
        b"\xc3",
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80",
        b"\x80",
    ],
)
def test_bad_utf_8(wrong: bytes) -> None:
    assert seen(refused("a: 北\r\nb: 光".encode() + wrong + b"x")) == ("KAM102", 2, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_is_taken_off_and_does_not_count(end: str) -> None:
    assert decode("a.yaml", f"\ufeffa: 1{end}".encode()) == f"a: 1{end}"
    assert seen(refused("\ufeffab\xff".encode("utf-8").replace("ÿ".encode(), b"\xff"))) == ("KAM102", 1, 3)
    assert seen(refused(f"\ufeffa: 1{end}b: \x07".encode())) == ("KAM104", 2, 4)


@pytest.mark.parametrize(
    ("data", "end", "shown"),
    [
        (b"a: 1\nb: x\xff\xfey z\xff\n", 7, "b: x\ufffd\ufffdy z\ufffd"),
        ("b: 北".encode()[:-1], 5, "b: \ufffd"),
        ("name: 北\n".encode("utf-16"), 3, None),
    ],
)
def test_the_wrong_bytes_are_shown_as_such(data: bytes, end: int, shown: str | None) -> None:
    problem = refused(data)
    assert (problem.place.end_column, problem.excerpt) == (end, shown)


CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", CONTROLS)
def test_control_characters(code: int) -> None:
    problem = refused(f"a: 1\nb: x{chr(code)}y\n".encode())
    assert seen(problem) == ("KAM104", 2, 5)
    assert str(problem.message) == f"control character U+{code:04X}"


def test_tabs_and_line_ends_are_no_control_characters() -> None:
    assert decode("a.yaml", b"a:\t1\r\nb: 2\rc: 3\n") == "a:\t1\r\nb: 2\rc: 3\n"


MARKED = "<<<<<<< HEAD\namount: 1\n=======\namount: 2\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (MARKED, 1, 1),
        (f"name: x\n{MARKED}", 2, 1),
        (f"notes: |\n  text\n{MARKED.replace('<<<', '  <<<', 1)}", 3, 3),  # indented, in a block scalar
        ("a: 1\n>>>>>>> branch\n", 2, 1),  # half settled
        ("a: 1\n=======\nb: 2\n>>>>>>> branch\n", 2, 1),
        ("<<<<<<< HEAD\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> x\n", 1, 1),  # diff3
        (MARKED.replace("\n", "\r\n"), 1, 1),
        ("date,account\n<<<<<<<\n2026-11-20,nord\n", 2, 1),
    ],
)
def test_merge_conflict_markers(text: str, line: int, column: int) -> None:
    problem = refused(text.encode())
    assert seen(problem) == ("KAM105", line, column)
    assert problem.place.end_column == column + 7
    assert str(problem.help).startswith("settle the merge")


@pytest.mark.parametrize(
    "text",
    ["notes: |\n  Heading\n  =======\n  text\n", "a: <<<<<<< is no marker\n", "a: x >>>>>>>\n",
     "notes: |\n  =======\n  see >>>>>>>\n", "a: <<<<<<<<\n", "# <<<<<<<\n"],
)  # fmt: skip
def test_what_is_no_conflict(text: str) -> None:
    assert decode("a.yaml", text.encode()) == text


BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]


@pytest.mark.parametrize("code", BIDI)
def test_a_character_that_turns_the_order_is_warned_of(code: int) -> None:
    for spelling in (chr(code), f"\\u{code:04x}", f"\\u{code:04X}", f"\\U{code:08x}"):
        text = f'a: 1\nname: "x{spelling}y"\n'
        (warning,) = hidden_order("a.yaml", decode("a.yaml", text.encode()))
        assert (warning.code, warning.severity, warning.place.line, warning.place.column) == ("KAM116", "warning", 2, 9)


@pytest.mark.parametrize("text", [TEXT, 'a: "\\u4e2d"\n', "שלום: عربي\n", ""])
def test_other_scripts_are_no_reason_for_a_warning(text: str) -> None:
    assert hidden_order("a.yaml", text) == []


def test_lines_are_counted_from_one_with_any_line_end() -> None:
    lines = Lines("a\r\nb\rc\n\nd")
    assert [lines[number] for number in range(7)] == ["", "a", "b", "c", "", "d", ""]
    assert lines[-1] == ""


def test_positions_count_characters() -> None:
    assert position("a\r\n北京x", 5) == (2, 3)
    assert position("", 0) == (1, 1)
    assert position("a\r", 2) == (2, 1)
