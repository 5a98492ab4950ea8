import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import write_files

from kamctl.errors import USAGE, KamError
from kamctl.store.find import find_book

BOOK = {"kamctl.yaml": "currency: CNY\n"}


def refused(given: str | None, cwd: Path, env: Mapping[str, str]) -> tuple[str, str]:
    with pytest.raises(KamError) as caught:
        find_book(given, cwd, env)
    assert caught.value.exit_code == USAGE
    return str(caught.value), str(caught.value.hint)


def test_a_given_folder_goes_before_all(tmp_path: Path) -> None:
    write_files(tmp_path / "one", BOOK)
    write_files(tmp_path / "two", BOOK)
    assert find_book("one", tmp_path, {"KAMCTL_BOOK": "two"}) == tmp_path / "one"
    assert find_book(str(tmp_path / "one"), Path("/"), {}) == tmp_path / "one"


def test_the_environment_goes_before_the_search(tmp_path: Path) -> None:
    write_files(tmp_path, BOOK)
    write_files(tmp_path / "two", BOOK)
    assert find_book(None, tmp_path, {"KAMCTL_BOOK": "two"}) == tmp_path / "two"


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    write_files(tmp_path, BOOK)
    assert find_book(None, tmp_path, {"KAMCTL_BOOK": ""}) == tmp_path


def test_the_nearest_upwards(tmp_path: Path) -> None:
    write_files(tmp_path, BOOK)
    inner = write_files(tmp_path / "inner", BOOK)
    deep = inner / "accounts/nord"
    deep.mkdir(parents=True)
    assert find_book(None, deep, {}) == inner
    assert find_book(None, tmp_path, {}) == tmp_path


def test_upwards_goes_before_data(tmp_path: Path) -> None:
    write_files(tmp_path, BOOK)
    inner = tmp_path / "inner"
    write_files(inner / "data", BOOK)
    assert find_book(None, inner, {}) == tmp_path


def test_data_comes_last(tmp_path: Path) -> None:
    write_files(tmp_path / "data", BOOK)
    assert find_book(None, tmp_path, {}) == tmp_path / "data"


def test_no_book_anywhere(tmp_path: Path) -> None:
    message, hint = refused(None, tmp_path, {})
    assert message == "no book found: no kamctl.yaml here, above, or in ./data"
    assert hint == "name one with --book DIR, or start one with `kamctl init DIR`"


def test_a_folder_without_settings(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    message, hint = refused("empty", tmp_path, {})
    assert message == "--book empty: no kamctl.yaml in that folder"
    assert hint == "start a book there with `kamctl init empty`"
    assert refused(None, tmp_path, {"KAMCTL_BOOK": "empty"})[0].startswith("KAMCTL_BOOK empty: ")


@pytest.mark.parametrize("name", ["gone", "", "a\0b", "x" * 300, "kamctl.yaml/x", "gone/../gone", "-rf"])
def test_a_folder_that_does_not_exist(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, BOOK)
    assert refused(name, tmp_path, {})[0] == f"--book {name}: no such folder"


def test_a_file_is_no_book(tmp_path: Path) -> None:
    write_files(tmp_path, BOOK)
    assert refused("kamctl.yaml", tmp_path, {})[0] == "--book kamctl.yaml: no such folder"


def test_a_folder_named_as_the_settings_makes_no_book(tmp_path: Path) -> None:
    (tmp_path / "kamctl.yaml").mkdir()
    assert refused(None, tmp_path, {})[0].startswith("no book found")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered(tmp_path: Path) -> None:
    write_files(tmp_path / "closed", BOOK).chmod(0)
    try:
        assert refused("closed", tmp_path, {})[0].startswith("--book closed: no")
    finally:
        (tmp_path / "closed").chmod(0o700)
