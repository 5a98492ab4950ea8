"""A written-out null in place of a text: it is asked for what was meant, and nothing is changed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kamctl.records.kinds import BY_NAME
from kamctl.store.fix import quoted
from kamctl.store.null_words import may_hold_null
from kamctl.store.record import read_record

BookOf = Callable[[Mapping[str, str]], Path]
Kamctl = Callable[..., Any]
ACCOUNT = "accounts/nord/account.yaml"
WORDS = ("~", "null", "Null", "NULL")
Seen = list[tuple[str, int, int, str]]


def seen(kind: str, text: str) -> Seen:
    """Return code, place and help of what is wrong with a record."""
    problems = read_record(BY_NAME[kind], ACCOUNT, text.encode())[1]
    return [(one.code, one.place.line, one.place.column, str(one.help)) for one in problems]


def asked(word: str) -> str:
    return f'write "{word}" if it is a text; else leave the key out'


@pytest.mark.parametrize("word", WORDS)
def test_a_null_in_place_of_a_text_is_told_of(word: str) -> None:
    assert seen("account", f"name: {word}\n") == [("KAM701", 1, 7, asked(word))]
    assert seen("account", f"name: Nord\nnotes: {word} # x\n") == [("KAM701", 2, 8, asked(word))]
    assert seen("account", f"{{name: Nord, owner: {word}}}\n") == [("KAM701", 1, 21, asked(word))]
    assert seen("private", f"likes: [{word}, x]\n") == [("KAM701", 1, 9, asked(word))]
    site = f'name: Nord\nsites:\n  - {{id: a, name: {word}, country: "CN"}}\n'
    assert seen("account", site) == [("KAM701", 3, 19, asked(word))]


@pytest.mark.parametrize("word", WORDS)
def test_a_record_reads_as_it_did(word: str) -> None:
    record, _ = read_record(BY_NAME["account"], ACCOUNT, f"name: Nord\nnotes: {word}\nsince: {word}\n".encode())
    assert record == BY_NAME["account"].model.model_validate({"name": "Nord", "notes": None, "since": None})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: Nord\nsince: null\n", []),
        ("name: Nord\nnotes:\n", []),
        ("name:\n", [("KAM203", 1, 1)]),
        ("name: Nord\nsites: null\n", [("KAM203", 2, 1)]),
        ('name: "null"\nnotes: |\n  null\n', []),
        ("name: null and void\n", []),
        ("~\n", [("KAM111", 1, 1)]),
        ("name: Nord\nnulls: null\n", [("KAM201", 2, 1)]),
        ("name: x\nnotes: ~\nnotes: ~\nsites: [{id: ~}]\n", [("KAM106", 3, 1), ("KAM701", 2, 8), ("KAM701", 4, 14)]),
        ("name: x\nsites: x\nsites: [{id: null}]\n", [("KAM106", 3, 1), ("KAM210", 2, 8)]),
    ],
)  # fmt: skip
def test_nothing_else_changes(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [one[:3] for one in seen("account", text) if one[0] != "KAM202"] == expected


def test_of_a_contact_the_line_is_not_shown() -> None:
    _, (problem,) = read_record(BY_NAME["contact"], "accounts/nord/contacts/li.yaml", b"name: Secret\nemail: ~\n")
    assert (problem.code, problem.excerpt, str(problem.help)) == ("KAM701", None, asked("~"))


def test_they_are_told_of_in_a_book_and_not_quoted(book_of: BookOf, kamctl: Kamctl) -> None:
    text = "name: Null\nnotes: NO\ncity: x\n"
    book = book_of({ACCOUNT: text.replace("city: x\n", ""), "accounts/west/account.yaml": "name: West\nnotes: ~\n"})
    run = kamctl("check", "--fix", cwd=book)
    assert run.err == f"{ACCOUNT}:2:8: put in quotes\n1 text put in quotes\n"
    assert (run.code, run.out.count("KAM701")) == (1, 2)
    assert quoted(BY_NAME["account"], ACCOUNT, b"name: null\n") == (b"name: null\n", [])


@pytest.mark.parametrize("text", ["a: ~", "a: null\r\n", "- NULL\n", "[null]", "{a: Null }", "a: ~ # x", "a:\n  ~\n"])
def test_what_may_hold_a_null(text: str) -> None:
    assert may_hold_null(text)


@pytest.mark.parametrize("text", ["a: ~5 kg", "a: full", "a: Nullpunkt", "a: null#x", "nulls: x", "a: b", "a~: c"])
def test_what_holds_none(text: str) -> None:
    assert not may_hold_null(text)
