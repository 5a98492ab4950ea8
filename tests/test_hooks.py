"""The hook that pre-commit users get stops a commit that breaks the book."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Run

ROOT = Path(__file__).parent.parent
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_what_pre_commit_needs() -> None:
    assert {"id", "name", "entry", "language", "files"} <= set(HOOK)
    assert (HOOK["id"], HOOK["language"], HOOK["pass_filenames"]) == ("kamctl-check", "python", False)


@pytest.mark.parametrize(("text", "code"), [("name: A\n", 0), ("name: A\nparent: nobody\n", 1)])
def test_entry_is_a_command(
    text: str, code: int, book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Run]
) -> None:
    program, *arguments = HOOK["entry"].split()
    assert program == "kamctl"
    assert kamctl(*arguments, cwd=book_of({"accounts/a/account.yaml": text})).code == code


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("data/orders/2026-11.csv", True),
        ("kamctl.yaml", True),
        ("x.yml", True),
        ("README.md", False),
        ("a.yaml.bak", False),
    ],
)
def test_it_runs_when_a_file_of_a_book_is_committed(path: str, runs: bool) -> None:
    pattern: Any = HOOK["files"]
    assert bool(re.search(pattern, path)) is runs
