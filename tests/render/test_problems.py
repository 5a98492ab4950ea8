"""Faults of the data, as people read them."""

from dataclasses import replace

import pytest

from kamctl.errors import Place, Problem, msg
from kamctl.locale import use
from kamctl.render.problems import render_problems
from kamctl.render.terminal import Screen

FAULT = Problem(
    "KAM204",
    Place("accounts/nordlicht/account.yaml", 3, 8, 3, 18),
    msg("is not a day of the calendar"),
    help=msg("write year-month-day, such as 2026-11-20"),
    excerpt="since: 2026-13-03",
)


def marked(excerpt: str, column: int, end: int, width: int | None = None) -> tuple[str, str]:
    """Return the source line as shown and the line of carets below it."""
    fault = replace(FAULT, place=Place("x.yaml", 1, column, 1, end), excerpt=excerpt)
    lines = render_problems([fault], Screen(width)).splitlines()
    return lines[1], lines[2]


def test_place_message_line_caret_help_and_count() -> None:
    assert render_problems([FAULT], Screen()) == (
        "accounts/nordlicht/account.yaml:3:8: KAM204 is not a day of the calendar\n"
        "    since: 2026-13-03\n"
        "           ^^^^^^^^^^\n"
        "    help: write year-month-day, such as 2026-11-20\n"
        "1 error in 1 file\n"
    )


def test_without_excerpt_help_and_with_other_places() -> None:
    fault = replace(FAULT, excerpt=None, help=None, also=(Place("team.yaml", 2, 1), Place("team.yaml", 9, 1)))
    assert render_problems([fault], Screen()) == (
        "accounts/nordlicht/account.yaml:3:8: KAM204 is not a day of the calendar\n"
        "    also: team.yaml:2:1\n"
        "    also: team.yaml:9:1\n"
        "1 error in 1 file\n"
    )


def test_problems_are_sorted_and_counted() -> None:
    later = replace(FAULT, place=Place("b.yaml", 2, 1), severity="warning", excerpt=None, help=None)
    first = replace(FAULT, place=Place("a.yaml", 10, 1), excerpt=None, help=None)
    second = replace(FAULT, place=Place("b.yaml", 1, 5), excerpt=None, help=None)
    lines = render_problems([later, second, first], Screen()).splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["a.yaml:10:1:", "b.yaml:1:5:", "b.yaml:2:1:"]
    assert lines[3] == "2 errors, 1 warning in 2 files"


def test_no_problems_no_text() -> None:
    assert render_problems([], Screen()) == ""


def test_the_caret_counts_wide_characters_twice() -> None:
    assert marked("name: 北光食品 x", 7, 11) == ("    name: 北光食品 x", "          ^^^^^^^^")
    assert marked("北光食品: nope", 7, 11) == ("    北光食品: nope", "              ^^^^")


def test_the_caret_counts_a_tab_as_it_is_shown() -> None:
    assert marked("\tkind: groop", 8, 13) == ("        kind: groop", "              ^^^^^")


def test_control_characters_are_visible_and_counted() -> None:
    assert marked("a: \x1bx", 4, 5) == (r"    a: \x1bx", "       ^^^^")


def test_a_span_at_or_past_the_end_of_the_line_has_one_caret() -> None:
    assert marked("name:", 6, 6) == ("    name:", "         ^")
    assert marked("name:", 40, 50) == ("    name:", "         ^")


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    fault = replace(FAULT, place=Place("x.yaml", 1, 7, 3, 2), excerpt="name: [a,")
    assert render_problems([fault], Screen()).splitlines()[2] == "          ^^^"


def test_a_place_without_end_has_one_caret() -> None:
    fault = replace(FAULT, place=Place("x.yaml", 1, 3), excerpt="a: b")
    assert render_problems([fault], Screen()).splitlines()[2] == "      ^"


def test_a_long_line_is_shown_around_the_fault() -> None:
    line = "x" * 300 + "FAULT" + "y" * 300
    source, carets = marked(line, 301, 306, width=60)
    assert len(source) <= 60
    assert source[carets.index("^") : carets.rindex("^") + 1] == "FAULT"
    assert source.startswith("    …x")
    assert source.endswith("y…")
    assert len(marked(line, 301, 306)[0]) < 200


def test_no_more_of_a_long_line_is_looked_at_than_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0

    def measured(text: str) -> int:
        nonlocal looked_at
        looked_at += len(text)
        return len(text)

    monkeypatch.setattr("kamctl.render.problems.cells", measured)
    source, carets = marked("北" * 500_000 + "FAULT" + "y" * 500_000, 500_001, 500_006)
    assert source[carets.index("^") : carets.rindex("^") + 1] == "FAULT"
    assert looked_at < 2_000


def test_a_span_longer_than_the_screen_is_marked_as_far_as_it_is_shown() -> None:
    source, carets = marked("a: " + "x" * 1_000 + " # end", 4, 1_004, width=60)
    assert (source, carets) == (f"    …{'x' * 52}…", f"     {'^' * 52}")


def test_colour_marks_code_and_caret() -> None:
    text = render_problems([FAULT], Screen(80, colour=True))
    assert "\x1b[1;31mKAM204\x1b[0m" in text
    assert "           \x1b[1;31m^^^^^^^^^^\x1b[0m" in text
    warning = render_problems([replace(FAULT, severity="warning")], Screen(80, colour=True))
    assert "\x1b[33mKAM204\x1b[0m" in warning


def test_help_is_wrapped_on_a_terminal() -> None:
    lines = render_problems([FAULT], Screen(40)).splitlines()
    assert lines[3:5] == ["    help: write year-month-day, such as", "    2026-11-20"]


def test_in_chinese() -> None:
    with use("zh"):
        assert render_problems([FAULT, FAULT], Screen()).splitlines()[-1] == "1 个文件中有 2 个错误"
