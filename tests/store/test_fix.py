"""check --fix: texts get their quotes, and not a byte else changes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.errors import CONFLICT, IO, USAGE, KamError, msg
from kamctl.files import replace_file
from kamctl.records.kinds import BY_NAME
from kamctl.store.fix import fix, quoted
from kamctl.store.source import WorkTree
from kamctl.store.yaml_text import load

Kamctl = Callable[..., Any]
BookOf = Callable[[Mapping[str, str]], Path]
ACCOUNT = "accounts/nord/account.yaml"
WORDS = ("NO", "yes", "on", "0044", "1.10", "1_000", "12:30:45", "2026-11-20", "1e3", "0x1F", ".5", "+4712345678")


def after(text: str, kind: str = "account") -> str:
    """Return what becomes of a text."""
    return quoted(BY_NAME[kind], ACCOUNT, text.encode())[0].decode()


@pytest.mark.parametrize("word", WORDS)
def test_what_other_tools_would_read_as_something_else_is_quoted(word: str) -> None:
    assert after(f"name: {word}   # as on the sign\n") == f'name: "{word}"   # as on the sign\n'


def test_only_texts_are_quoted() -> None:
    text = 'name: Nord\nsince: 2012-05-01\nsites: [{id: a, name: 1.10, country: "NO", lines: 9}]\n'
    assert after(text) == text.replace("1.10", '"1.10"')


def test_several_in_one_line_and_lists() -> None:
    assert after("name: [1]\n") == "name: [1]\n"  # a fault of another kind
    assert after("position: x\nproducts: [0044, {name: 007}, yes]\nname: 1\n", "competitor") == (
        'position: x\nproducts: ["0044", {name: "007"}, "yes"]\nname: "1"\n'
    )


def test_what_else_is_wrong_stays() -> None:
    assert after("name: 007\nsegmnet: food\nsince: 2026-02-30\n") == 'name: "007"\nsegmnet: food\nsince: 2026-02-30\n'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_are_kept(start: str, end: str) -> None:
    text = f"{start}# 北光{end}name: 007{end}name_zh: 北光{end}notes: NO"
    assert after(text) == text.replace("007", '"007"').replace("NO", '"NO"')


@given(st.lists(st.sampled_from([*WORDS, "plain", '"done"', "北光 1.10"]), min_size=1, max_size=8))
def test_the_data_are_the_same_afterwards(names: list[str]) -> None:
    text = "".join(f"- {{what: {name}, on: 2026-11-20, kind: call, purpose: {name}}}  # {name}\n" for name in names)
    # `what` is no key of an activity: that fault must not keep the texts from being quoted
    new = after(text, "activities")
    assert [line["purpose"] for line in load(new)] == [name.strip('"') for name in names]
    assert [line["what"] for line in load(new)] == [line["what"] for line in load(text)]
    assert after(new, "activities") == new


def test_places_are_told(tmp_path: Path) -> None:
    path = tmp_path / ACCOUNT
    path.parent.mkdir(parents=True)
    path.write_text("name: 007\nnotes: NO\n")
    places, _ = fix(WorkTree(tmp_path), [ACCOUNT])
    assert [(place.line, place.column, place.end_column) for place in places] == [(1, 7, 12), (2, 8, 12)]
    assert fix(WorkTree(tmp_path), [ACCOUNT]) == ([], [])


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ACCOUNT
    path.parent.mkdir(parents=True)
    path.write_text("name: 007\n")
    read = WorkTree.read

    def changing(tree: WorkTree, name: str) -> bytes:
        data = read(tree, name)
        path.write_text("name: 008\n")
        return data

    monkeypatch.setattr(WorkTree, "read", changing)
    places, (error,) = fix(WorkTree(tmp_path), [ACCOUNT])
    assert (places, error.exit_code) == ([], CONFLICT)
    assert path.read_text() == "name: 008\n"


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    assert after("name: NO\nname: X\nnotes: 0044\n") == 'name: "NO"\nname: X\nnotes: "0044"\n'


def test_a_list_for_the_second_time_is_no_matter() -> None:
    assert after("name: NO\nname: [0044]\n") == 'name: "NO"\nname: [0044]\n'


@pytest.mark.parametrize(
    "text", ["name: NO\nnotes: *x\n", "name: NO\nnotes: !x y\n", "name: NO\n--- x\n", "name: NO\nnotes: [\n"]
)
def test_a_file_whose_form_is_in_doubt_is_left_alone(text: str) -> None:
    assert after(text) == text


def test_a_file_that_can_not_be_mended_stops_no_other(
    book_of: BookOf, kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {"accounts/a/account.yaml": "name: NO\nname: X\n", "accounts/z/account.yaml": "name: 0044\n"}
    book = book_of({**others, ACCOUNT: "name: 007\n", "accounts/b/account.yaml": "name: 1\nnotes: [\n"})

    def refusing(path: Path, data: bytes) -> None:
        if path == book / ACCOUNT:
            raise KamError(msg("can't write {path}", path=path.name), IO, msg("look"))
        replace_file(path, data)

    monkeypatch.setattr("kamctl.store.fix.replace_file", refusing)
    run = kamctl("check", "--fix", cwd=book)
    assert run.err == (
        "accounts/a/account.yaml:1:7: put in quotes\naccounts/z/account.yaml:1:7: put in quotes\n"
        "2 texts put in quotes\nkamctl: error: can't write account.yaml\nhint: look\n"
    )
    assert (run.code, "KAM106" in run.out, "KAM701" in run.out) == (IO, True, True)


def test_the_command_says_what_it_did_and_checks_again(book_of: BookOf, kamctl: Kamctl) -> None:
    contact = "accounts/nord/contacts/li.yaml"
    book = book_of({ACCOUNT: "name: 007\n", contact: "name: Li\nphone: +4712345678\nreports_to: eva\n"})
    run = kamctl("check", "--fix", cwd=book)
    assert run.err == f"{ACCOUNT}:1:7: put in quotes\n{contact}:2:8: put in quotes\n2 texts put in quotes\n"
    assert run.code == 1
    assert "KAM701" not in run.out
    assert "KAM301 there is no such contact" in run.out
    assert (book / contact).read_text() == 'name: Li\nphone: "+4712345678"\nreports_to: eva\n'


def test_nothing_to_fix(book_of: BookOf, kamctl: Kamctl) -> None:
    book = book_of({ACCOUNT: "name: Nord\n"})
    before = (book / ACCOUNT).stat().st_mtime_ns
    run = kamctl("check", "--fix", cwd=book)
    assert (run.code, run.err) == (0, "")
    assert (book / ACCOUNT).stat().st_mtime_ns == before


def test_what_was_committed_can_not_be_fixed(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", "--fix", "--at", "HEAD", cwd=book_of({}))
    assert (run.code, run.out) == (USAGE, "")
    assert run.err == "kamctl: error: --fix changes the files as they are now\nhint: leave out --at\n"
