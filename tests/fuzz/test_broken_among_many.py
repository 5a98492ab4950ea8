"""50 broken files among 2,000: all 50 are told of, with their place, and nothing else is."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.book import main as write_book

# Each breaks any record, wherever it stands in the file; with the code that tells of it.
FAULTS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("KAM101", lambda data: data + b"]: [\n"),
    ("KAM102", lambda data: data + b"# \xff\n"),
    ("KAM104", lambda data: data.replace(b"\n", b" # \x07\n", 1)),
    ("KAM105", lambda data: b"<<<<<<< HEAD\n" + data + b">>>>>>> main\n"),
    ("KAM107", lambda data: data.replace(b": ", b": &anchor ", 1)),
    ("KAM109", lambda data: data + b"---\n" + data),
    ("KAM111", lambda data: b""),
)


def test_all_fifty_are_told_of(kamctl: Callable[..., Any], tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert write_book([str(book), "--files", "2000"]) == 0
    draw = random.Random("fifty")
    broken = draw.sample(sorted(path for path in (book / "accounts").rglob("*.yaml")), 50)
    expected = {}
    for number, path in enumerate(broken):
        code, fault = FAULTS[number % len(FAULTS)]
        path.write_bytes(fault(path.read_bytes()))
        expected[path.relative_to(book).as_posix()] = code
    done = kamctl("check", "--book", book, "--format", "json")
    report = json.loads(done.out)
    found = {problem["path"]: problem["code"] for problem in report["problems"]}
    assert (done.code, found) == (1, expected)
    assert report["checked"]["files"] == 2000
