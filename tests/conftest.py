"""Fixtures all tests share: a book written from texts, and the program run on it."""

import contextlib
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kamctl", deadline=None)  # no test depends on how fast the machine is
settings.load_profile("kamctl")

SETTINGS = "currency: CNY\nas_of: 2026-11-20\n"
EXAMPLE = Path(__file__).parent.parent / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long, for a fuzz of hours by hand: `pytest tests/fuzz --long -k hours`."""
    parser.addoption("--long", action="store_true", help="fuzz for hours, with other seeds each time")


@dataclass(frozen=True)
class Run:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write `files` (path -> text) below `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def book_of(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that writes a book and returns its folder."""

    def write(files: Mapping[str, str]) -> Path:
        return write_files(tmp_path / "book", {"kamctl.yaml": SETTINGS, **files})

    return write


@pytest.fixture
def example() -> Path:
    """Return the folder of the example book."""
    return EXAMPLE


@pytest.fixture
def kamctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Return a function that runs the program in this process, in English, away from the user's settings."""
    monkeypatch.delenv("KAMCTL_BOOK", raising=False)
    for name in ("KAMCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Run:
        from kamctl.__main__ import run as run_program

        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        before = Path.cwd()
        os.chdir(cwd or tmp_path)
        out, err = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run_program([str(arg) for arg in args])
        finally:
            os.chdir(before)
        return Run(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def score(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Run]) -> Callable[..., Run]:
    """Return a function that runs `kamctl score` on the book of `score_books`, with changed files (None: without)."""
    from score_books import BOOK

    def run(*args: str, files: Mapping[str, str | None] | None = None, env: Mapping[str, str] | None = None) -> Run:
        whole = {name: text for name, text in {**BOOK, **(files or {})}.items() if text is not None}
        return kamctl("score", "--book", book_of(whole), *args, env=env)

    return run
