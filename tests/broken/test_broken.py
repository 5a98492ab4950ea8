"""Every rule has the smallest book that breaks it, and check says of that book exactly what stands beside it.

After a wanted change: KAMCTL_BROKEN=update python -m pytest tests/broken; then read the difference.

A file `build` in the folder of a rule says what no repository can hold well, a line each: `symlink PATH -> TARGET`, or
`vanish PATH` for a file that is deleted after the book's files were listed.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamctl.checks.texts.registry import BY_CODE
from kamctl.store.source import WorkTree

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
BOOKS = sorted(path.name for path in FOLDER.iterdir() if path.name.startswith("KAM"))
CODE = re.compile(r"\bKAM\d{3}\b")
OWN = ("expected.txt", "build")


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the book of a rule, with what its file `build` asks for."""
    source = FOLDER / request.param
    copy = tmp_path / "book"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns(*OWN))
    notes = source / "build"
    for note in notes.read_text(encoding="utf-8").splitlines() if notes.exists() else ():
        action, _, rest = note.partition(" ")
        {"symlink": link, "vanish": vanish}[action](copy, rest, monkeypatch)
    return copy


def link(book: Path, note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a symbolic link."""
    path, _, target = note.partition(" -> ")
    (book / path).parent.mkdir(parents=True, exist_ok=True)
    (book / path).symlink_to(target)


def vanish(book: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file deleted as soon as the files of the book have been listed."""
    paths, data = WorkTree.paths, (book / path).read_bytes()

    def listed(tree: WorkTree) -> list[str]:
        (book / path).write_bytes(data)
        found = paths(tree)
        (book / path).unlink()
        return found

    monkeypatch.setattr(WorkTree, "paths", listed)


@pytest.mark.parametrize(("book", "code"), [(code, code) for code in BOOKS], indirect=["book"], ids=BOOKS)
def test_check_says_exactly_this(book: Path, code: str, kamctl: Callable[..., Any]) -> None:
    run = kamctl("check", cwd=book)
    path = FOLDER / code / "expected.txt"
    if os.environ.get("KAMCTL_BROKEN") == "update":
        path.write_text(run.out, encoding="utf-8")
    assert run.out == path.read_text(encoding="utf-8")
    assert run.err == ""
    found = json.loads(kamctl("check", "--format", "json", cwd=book).out)["problems"]
    assert {(one["code"], one["severity"]) for one in found} == {(code, BY_CODE[code].severity)}
    assert run.code == (BY_CODE[code].severity == "error")
    assert kamctl("check", "--strict", cwd=book).code == 1


def test_texts_books_documentation_and_code_know_the_same_rules() -> None:
    page = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
    texts = ROOT / "kamctl/checks/texts"
    sources = [path for path in (ROOT / "kamctl").rglob("*.py") if texts not in path.parents]
    used = {code for path in sources for code in re.findall(r'"(KAM\d{3})"', path.read_text(encoding="utf-8"))}
    assert set(BOOKS) == set(BY_CODE)
    assert re.findall(r"^### (KAM\d{3})$", page, re.MULTILINE) == list(BY_CODE)
    assert used == set(BY_CODE)
