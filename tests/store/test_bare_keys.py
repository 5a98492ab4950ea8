"""Keys that name things and that other YAML tools would not read as text must be quoted."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kamctl.records.kinds import BY_NAME, KINDS
from kamctl.records.shape import all_keys
from kamctl.store.bare_keys import TRAPS, is_trap
from kamctl.store.fix import quoted
from kamctl.store.record import read_record

BookOf = Callable[[Mapping[str, str]], Path]
Kamctl = Callable[..., Any]
Seen = list[tuple[str, int, int, str]]


def seen(kind: str, text: str) -> Seen:
    """Return code, place and help of what is wrong with a record."""
    problems = read_record(BY_NAME[kind], f"{kind}.yaml", text.encode())[1]
    return [(one.code, one.place.line, one.place.column, str(one.help)) for one in problems]


@pytest.mark.parametrize("key", ["0044", "no", "NO", "1e3", "2100", "true", "y", "null", "0x1F", "2026-11-20"])
def test_a_code_must_be_quoted(key: str) -> None:
    assert seen("products", f"{key}: {{name: X}}\n") == [("KAM701", 1, 1, f'write "{key}"')]
    assert seen("products", f'"{key}": {{name: X}}\n') == []
    assert read_record(BY_NAME["products"], "products.yaml", f"{key}: {{name: X}}\n".encode())[0] is not None


def test_keys_in_keys_and_values_with_faults() -> None:
    text = "2100:\n  name: 7\n  options:\n    44: {name: X}\n  capabilities: {12: 3}\n"
    assert [one[:3] for one in seen("products", text)] == [
        ("KAM701", 1, 1), ("KAM701", 4, 5), ("KAM701", 5, 18), ("KAM701", 2, 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("team", "no: {name: X}\n", ["KAM701"]),
        ("targets", "owners: {no: 5 CNY}\n", ["KAM701"]),
        ("settings", "currency: CNY\nsegments: {no: {name: X}}\n", ["KAM701"]),
        ("account", "name: x\npotential: {44: 5 CNY}\n", ["KAM701"]),
        ("account", "name: x\nno: 5 CNY\n", ["KAM201"]),
        ("team", "NO: {name: X}\n", ["KAM209"]),
        ("settings", "currency: CNY\nas_of: 2026-11-20\n", []),
        ("products", "on: {name: X}\n", []),
        ("products", "cw-35: {name: X}\n", []),
        ("products", "no: {name: X}\nno: {name: Y}\n", ["KAM106", "KAM701"]),
    ],
)
def test_which_keys(kind: str, text: str, expected: list[str]) -> None:
    assert [one[0] for one in seen(kind, text)] == expected


def test_no_field_is_such_a_key() -> None:
    assert {key for kind in KINDS for key in all_keys(kind.model) if is_trap(key)} == set()
    assert "on" not in TRAPS


def test_fix_quotes_keys() -> None:
    text = "0044: {name: 7, options: {1: {name: X}}}  # 0044\n? no\n: {name: Z, wrong: 1}\n"
    new, places = quoted(BY_NAME["products"], "products.yaml", text.encode())
    assert new.decode() == ('"0044": {name: "7", options: {"1": {name: X}}}  # 0044\n? "no"\n: {name: Z, wrong: 1}\n')
    assert [(one.line, one.column) for one in places] == [(1, 1), (1, 14), (1, 27), (2, 3)]


def test_they_are_told_of_in_a_book_and_quoted(book_of: BookOf, kamctl: Kamctl) -> None:
    book = book_of({"products.yaml": "0044: {name: X}\n"})
    run = kamctl("check", cwd=book)
    assert (run.code, "products.yaml:1:1: KAM701" in run.out) == (1, True)
    assert (kamctl("check", "--fix", cwd=book).code, kamctl("check", cwd=book).code) == (0, 0)
    assert (book / "products.yaml").read_text(encoding="utf-8") == '"0044": {name: X}\n'
