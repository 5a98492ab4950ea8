"""Small books in memory, as the texts of their files, and what the rules find in them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kamctl.checks.run import findings
from kamctl.errors import Problem
from kamctl.store.locate import located
from kamctl.store.read import read_book

DAY = date(2026, 11, 20)
BASE = {"kamctl.yaml": "currency: CNY\n", "accounts/nord/account.yaml": "name: Nord\n"}
DEAL = "accounts/nord/opportunities/line3.yaml"


class Files:
    """Files in memory as a source of a book."""

    root = Path("book")
    revision: str | None = None

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def paths(self) -> list[str]:
        return sorted(self.texts)

    def problems(self) -> list[Problem]:
        return []

    def read(self, path: str) -> bytes:
        return self.texts[path].encode()


def found_in(texts: Mapping[str, str], day: date = DAY) -> list[Problem]:
    """Return what the rules find in a book of these files, by place; all of them can be read."""
    source = Files({**BASE, **texts})
    book, unreadable = read_book(source)
    assert unreadable == []
    return sorted(located(source, findings(book, day)), key=lambda problem: (problem.place, problem.code))


def told(code: str, texts: Mapping[str, str], day: date = DAY) -> list[str]:
    """Return what one rule finds, each as `account.yaml:3:5 message`, the folders left out."""
    return [
        f"{one.place.path.rpartition('/')[2]}:{one.place.line}:{one.place.column} {one.message}"
        for one in found_in(texts, day)
        if one.code == code
    ]


def deal(*entries: str, more: str = "") -> dict[str, str]:
    """Return the file of a deal with these entries of its history, `2026-01-01 stage: won`, the first in line 3."""
    lines = "".join(f"  - {{on: {entry.replace(' ', ', ', 1)}}}\n" for entry in entries)
    return {DEAL: f"name: Line 3\nhistory:\n{lines}{more}"}


def ledger(name: str, header: str, *rows: str) -> dict[str, str]:
    """Return the file of a ledger; the first row is in line 2."""
    return {name: "\n".join([header, *rows, ""])}
