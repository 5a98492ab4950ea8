"""Wrong usage: one line that says what is wrong, one that helps, exit code 2, nothing on stdout."""

from collections.abc import Callable
from typing import Any

import pytest

Kamctl = Callable[..., Any]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("explian", "no such command: explian", "did you mean explain?"),
        ("weekly", "no such command: weekly", "did you mean funnel weekly?"),
        ("xyzzy", "no such command: xyzzy", "see `kamctl --help`"),
        ("--versoin", "no such option: --versoin", "did you mean --version?"),
        ("price-audit --as-fo 2026-11-20", "no such option: --as-fo", "did you mean --as-of?"),
        ("price-audit -x", "no such option: -x", "see `kamctl price-audit --help`"),
        ("price-audit --as-of", "option --as-of needs a value", "see `kamctl price-audit --help`"),
        ("price-audit --keep-going=1", "option --keep-going takes no value", "see `kamctl price-audit --help`"),
        ("price-audit --format jsn", "--format jsn: must be one of table, json, csv", "did you mean json?"),
        ("score --top 0", "--top: must be at least 1", "see `kamctl score --help`"),
        ("score --top many", "--top: must be a whole number", "see `kamctl score --help`"),
        ("explain score tier", "too many arguments: tier", "see `kamctl explain --help`"),
        ("--lang fr explain", "--lang fr: must be one of en, zh", None),
        ("explain --lang", "no such option: --lang", "see `kamctl explain --help`"),
        ("price-audit --as-of 2026-02-30", "--as-of 2026-02-30: no such day", "write a day as 2026-11-20"),
        ("price-audit -o x.doc", "-o x.doc: unknown kind of file", "known endings: .json, .csv, .txt"),
    ],
)
def test_what_is_wrong_and_what_helps(kamctl: Kamctl, line: str, message: str, hint: str | None) -> None:
    run = kamctl(*line.split())
    assert run.err == f"kamctl: error: {message}\n" + (f"hint: {hint}\n" if hint else "")
    assert (run.code, run.out) == (2, "")


def test_in_chinese(kamctl: Kamctl) -> None:
    run = kamctl("--lang", "zh", "explian")
    assert run.err == "kamctl：错误：没有此命令：explian\n提示：您是指 explain 吗？\n"


def test_what_was_typed_can_not_act_on_the_terminal(kamctl: Kamctl) -> None:
    run = kamctl("explain", "\x1b[2J\u202e")
    assert r"\x1b[2J\u202e" in run.err
    assert "\x1b" not in run.err
