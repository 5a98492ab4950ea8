"""kamctl explain."""

from collections.abc import Callable
from typing import Any

import pytest

from kamctl.cli.explain import METHODS, docstring

Kamctl = Callable[..., Any]


def test_the_list_has_every_method_with_its_question(kamctl: Kamctl) -> None:
    lines = kamctl("explain").out.splitlines()
    assert lines[0] == "Methods; `kamctl explain METHOD` shows one:"
    assert any(line.startswith("  price-audit ") and "Price audit" in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_method_explains_itself(kamctl: Kamctl) -> None:
    run = kamctl("explain", "price-audit")
    assert run.code == 0
    assert run.out.startswith("Price audit")
    assert "Source:" in run.out
    assert kamctl("explain", "price_audit").out == run.out
    assert kamctl("explain", "Price-Audit").out == run.out


def test_formulas_keep_their_lines(kamctl: Kamctl) -> None:
    source = docstring(METHODS / "price_audit.py")
    formulas = [line for line in source.splitlines() if line.startswith("    ")]
    assert formulas
    assert set(formulas) <= set(kamctl("explain", "price-audit").out.splitlines())


def test_an_unknown_method(kamctl: Kamctl) -> None:
    run = kamctl("explain", "price-adit")
    assert (run.code, run.out) == (2, "")
    assert run.err == "kamctl: error: no method price-adit\nhint: did you mean price-audit?\n"
    assert kamctl("explain", "zzz").err.endswith("hint: `kamctl explain` lists the methods\n")


def test_the_list_has_every_rule_by_family(kamctl: Kamctl) -> None:
    lines = kamctl("explain").out.splitlines()
    start = lines.index("Rules of `kamctl check`; `kamctl explain KAM203` shows one:")
    assert lines[start + 2].startswith("Reading – ")
    assert "  KAM403  a close date before its entry" in lines[start:]


@pytest.mark.parametrize("spelling", ["KAM403", "kam403", "KAM-403", "403"])
def test_a_rule_explains_itself(kamctl: Kamctl, spelling: str) -> None:
    run = kamctl("explain", spelling)
    assert run.code == 0
    assert run.out.splitlines()[0] == "KAM403 (error): a close date before its entry"
    assert "\nWrong:\n\n    - {on: 2026-01-12, close: 2025-03-31}\n\nRight:\n" in run.out
    assert "\nWhy: It is what was expected from that day on;" in run.out
    assert "\nWhat to do: Correct the day" in run.out


def test_an_unknown_rule(kamctl: Kamctl) -> None:
    run = kamctl("explain", "KAM4033")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("kamctl: error: no rule KAM4033\nhint: did you mean KAM403")
    assert kamctl("explain", "KAM999").err.endswith("hint: `kamctl explain` lists the rules\n")
