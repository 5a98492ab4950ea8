"""Silences: what the settings declare to be no fault is not shown, and what silences nothing is."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kamctl.errors import Place, Problem, msg
from kamctl.records.settings import Silence
from kamctl.store.silence import hides

Kamctl = Callable[..., Any]
BookOf = Callable[[Mapping[str, str]], Path]
SETTINGS = "currency: CNY\nas_of: 2026-11-20\ncheck:\n  silence:\n"
NORD = {"accounts/nord/account.yaml": "name: Nord\nratings: {influence: 4}\n"}
WEST = {"accounts/west/account.yaml": "name: West\nratings: {influence: 4}\n"}


def silences(*entries: str) -> dict[str, str]:
    return {"kamctl.yaml": SETTINGS + "".join(f"    - {{{entry}, reason: so it is}}\n" for entry in entries)}


def shown(run: Any) -> list[str]:
    """Return place and code of what was told."""
    return [" ".join(line.split()[:2]) for line in run.out.splitlines() if ": KAM" in line and not line.startswith(" ")]


def test_a_rule_is_silenced_for_a_path(book_of: BookOf, kamctl: Kamctl) -> None:
    book = book_of({**silences("code: KAM702, path: accounts/nord/account.yaml"), **NORD, **WEST})
    assert shown(kamctl("check", cwd=book)) == ["accounts/west/account.yaml:2:11: KAM702"]


def test_a_star_stands_for_any_text(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", "--strict", cwd=book_of({**silences('code: KAM702, path: "accounts/*"'), **NORD, **WEST}))
    assert (run.code, shown(run)) == (0, [])


def test_errors_can_be_silenced_too(book_of: BookOf, kamctl: Kamctl) -> None:
    broken = {"accounts/nord/account.yaml": "name: Nord\nparent: gone\n"}
    assert kamctl("check", cwd=book_of(broken)).code == 1
    assert kamctl("check", cwd=book_of({**silences('code: KAM301, path: "*"'), **broken})).code == 0


def test_what_is_left_out_of_all_figures_cannot_be_silenced(book_of: BookOf, kamctl: Kamctl) -> None:
    broken = {"accounts/nord/account.yaml": "name: Nord\ntyp: x\n", "accounts/west/account.yaml": "name: a: b\n"}
    run = kamctl("check", cwd=book_of({**silences('code: KAM201, path: "*"', 'code: KAM101, path: "*"'), **broken}))
    assert run.code == 1
    assert {line.rpartition(" ")[2] for line in shown(run)} == {"KAM101", "KAM201", "KAM814"}
    assert "KAM814 silences nothing: what is left out of all figures must be told" in run.out


def test_how_many_are_silenced_is_told(book_of: BookOf, kamctl: Kamctl) -> None:
    book = book_of({**silences('code: KAM702, path: "accounts/*"'), **NORD, **WEST})
    lines = kamctl("check", cwd=book).out.splitlines()
    assert lines == ["2 silenced by kamctl.yaml", "book: 3 files, 3 records, all sound"]
    assert json.loads(kamctl("check", "--format", "json", cwd=book).out)["checked"]["silenced"] == 2


def test_looking_back_no_silence_is_idle_and_no_entry_of_the_future(book_of: BookOf, kamctl: Kamctl) -> None:
    contact = {"orders/2026-11.csv": "date,order,account,quantity,amount,currency\n2026-11-02,o1,nord,1,5,CNY\n"}
    book = book_of({**silences('code: KAM604, path: "*"'), **NORD, **contact})
    assert {line.rpartition(" ")[2] for line in shown(kamctl("check", cwd=book))} == {"KAM702", "KAM814"}
    then = shown(kamctl("check", "--as-of", "2026-10-01", cwd=book))
    assert {line.rpartition(" ")[2] for line in then} == {"KAM702"}


def test_what_silences_nothing_is_told(book_of: BookOf, kamctl: Kamctl) -> None:
    entries = ("code: KAM702, path: accounts/nord/account.yaml", "code: KAM702, path: accounts/nord/contacts/li.yaml")
    run = kamctl("check", cwd=book_of({**silences(*entries), **NORD}))
    assert shown(run) == ["kamctl.yaml:6:14: KAM814"]
    assert run.code == 0


def test_an_unknown_rule_is_told(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", cwd=book_of({**silences('code: KAM7022, path: "*"'), **NORD}))
    assert "KAM814 silences nothing: there is no rule KAM7022" in run.out
    assert "help: did you mean KAM702?" in run.out


def test_two_entries_may_silence_the_same(book_of: BookOf, kamctl: Kamctl) -> None:
    entries = ('code: KAM702, path: "accounts/*"', 'code: KAM702, path: "*"')
    assert shown(kamctl("check", cwd=book_of({**silences(*entries), **NORD}))) == []


def test_a_reason_is_asked_for(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", cwd=book_of({"kamctl.yaml": SETTINGS + "    - {code: KAM702, path: x.yaml}\n"}))
    assert shown(run) == ["kamctl.yaml:5:7: KAM202"]


@pytest.mark.parametrize(
    "fault",
    ["naem: x\n", "fiscal_year_start: 13\n", "currency: EUR\n", "check: x\n"],
    ids=["key", "value", "twice", "check"],
)
def test_a_fault_of_the_settings_leaves_the_silences_in_force(book_of: BookOf, kamctl: Kamctl, fault: str) -> None:
    text = silences("code: KAM301, path: accounts/nord/account.yaml", "code: KAM999, path: x")["kamctl.yaml"]
    book = book_of({"kamctl.yaml": text + fault, "accounts/nord/account.yaml": "name: Nord\nparent: gone\n"})
    assert {place.partition(":")[0] for place in shown(kamctl("check", cwd=book))} == {"kamctl.yaml"}


@pytest.mark.parametrize(
    "silence", ["[{code: KAM301}]", "[x]", "x", "{a: b}", "[{code: KAM301, path: [x], reason: x}]"]
)
def test_of_broken_settings_only_what_is_sound_silences(book_of: BookOf, kamctl: Kamctl, silence: str) -> None:
    settings = f"currency: CNY\ncheck: {{silence: {silence}}}\n"
    book = book_of({"kamctl.yaml": settings, "accounts/nord/account.yaml": "name: Nord\nparent: gone\n"})
    assert "accounts/nord/account.yaml:2:9: KAM301" in shown(kamctl("check", cwd=book))


@pytest.mark.parametrize("settings", ["", "- x\n", "check: [\n", "check: x\n"])
def test_settings_that_say_nothing_silence_nothing(book_of: BookOf, kamctl: Kamctl, settings: str) -> None:
    book = book_of({"kamctl.yaml": settings, "accounts/nord/account.yaml": "name: Nord\nparent: gone\n"})
    assert "accounts/nord/account.yaml:2:9: KAM301" in shown(kamctl("check", cwd=book))


@pytest.mark.parametrize("path", ["accounts/a", "accounts/a/", "accounts/*", "accounts/a/account.yaml"])
def test_a_folder_silences_all_that_is_in_it(path: str) -> None:
    silence = Silence.model_validate({"code": "KAM301", "path": path, "reason": "so it is"})
    assert hides(silence, Problem("KAM301", Place("accounts/a/account.yaml"), msg("x")))
    assert not hides(silence, Problem("KAM301", Place("accounts.yaml"), msg("x")))
    assert not hides(silence, Problem("KAM302", Place("accounts/a/account.yaml"), msg("x")))
