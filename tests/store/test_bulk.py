"""Many files at once: the same data as file by file, with and without a second process."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kamctl.store import bulk, fork
from kamctl.store.bulk import BATCH, data_of, data_of_all
from kamctl.store.read import read_book
from kamctl.store.source import WorkTree

BookOf = Callable[[Mapping[str, str]], Path]
COUNT = 11 * BATCH + 7
FAULTS = ("name: [", "", "name: \x07\n", "name: \u202ex\n", "<<<<<<< a\n")
FILES = {f"accounts/nord/contacts/c{number:04}.yaml": f"name: Li {number}\nlevel: 2\n" for number in range(COUNT)}
MIXED = {path: FAULTS[number % 5] if number % 37 == 0 else text for number, (path, text) in enumerate(FILES.items())}
needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="kamctl starts a second process on Linux only")


def gathered(tree: WorkTree) -> dict[str, object]:
    """Return the data of all files by path."""
    paths = tree.paths()
    found: dict[str, object] = {}
    for start, batch in data_of_all(tree, paths):
        found |= zip(paths[start : start + len(batch)], batch, strict=True)
    return dict(sorted(found.items()))


@needs_fork
@pytest.mark.parametrize("two", [False, True])
def test_each_file_is_read_once(book_of: BookOf, monkeypatch: pytest.MonkeyPatch, two: bool) -> None:
    monkeypatch.setattr(fork, "useful", lambda: two)
    tree = WorkTree(book_of(MIXED))
    assert gathered(tree) == dict(zip(tree.paths(), data_of(tree, tree.paths()), strict=True))


@needs_fork
def test_two_processes_find_what_one_finds(book_of: BookOf, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = WorkTree(book_of({"accounts/nord/account.yaml": "name: Nord\n", **MIXED}))
    books = []
    for two in (False, True):
        monkeypatch.setattr(fork, "useful", lambda two=two: two)
        books.append(read_book(tree))
    (one, faults), (other, same_faults) = books
    assert one == other
    assert list(one.contacts) == list(other.contacts)
    assert faults == same_faults
    assert len(faults) == len(range(0, COUNT, 37))


@needs_fork
def test_the_work_is_finished_when_the_helper_dies(book_of: BookOf, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = WorkTree(book_of(FILES))
    whole, us = gathered(tree), os.getpid()

    def dying(source: WorkTree, paths: list[str]) -> list[object]:
        if os.getpid() != us and paths[0] < "accounts/nord/contacts/c0500":
            os.kill(os.getpid(), signal.SIGKILL)
        return data_of(source, paths)

    monkeypatch.setattr(fork, "useful", lambda: True)
    monkeypatch.setattr(bulk, "data_of", dying)
    assert gathered(tree) == whole


def test_few_files_need_no_helper(book_of: BookOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "helped", None)
    tree = WorkTree(book_of({"accounts/nord/account.yaml": "name: Nord\n"}))
    assert gathered(tree)["accounts/nord/account.yaml"] == {"name": "Nord"}


def test_what_is_not_sound_is_left_to_a_closer_look(book_of: BookOf) -> None:
    texts = {f"accounts/a{number}/account.yaml": text for number, text in enumerate(FAULTS)}
    tree = WorkTree(book_of(texts))
    assert data_of(tree, [*texts, "accounts/gone/account.yaml"]) == [None] * 6
