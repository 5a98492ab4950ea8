"""Whatever bytes the files of a book hold, check ends with a message and an exit code, and never with a traceback.

A round changes some of the files of a small book. A failure names its round; `mutated_book(round)` makes it again.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from time import time_ns

import pytest
from mutation import every_field, mutated, sound
from reshaping import reshaped, reshaped_rows

from kamctl.records.kinds import kind_of
from kamctl.store.read import full_id, read_book
from kamctl.store.source import WorkTree

BOOKS = (every_field(), sound())
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
UNCHECKED = re.compile(r"kamctl: warning: (kamctl|products)\.yaml is broken: [a-z ,]+ once it is mended\n")
EVERYDAY, MORE, FOR_HOURS = 40, 400, 100_000


def mutated_book(round: int) -> dict[str, bytes]:
    """Return the files of a book by path: in even rounds damaged, in odd ones well written and odd."""
    draw = random.Random(f"round {round}")
    return {path: changed(draw, path, data, round) for path, data in BOOKS[round // 2 % 2].items()}


def changed(draw: random.Random, path: str, data: bytes, round: int) -> bytes:
    """Return a file of a round. What others rest on stays whole most times."""
    if draw.random() > (0.3 if path.startswith("accounts") else 0.1):
        return data
    if round % 2:
        return (reshaped if path.endswith(".yaml") else reshaped_rows)(draw, data)
    return mutated(draw, data)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def survives(kamctl: Callable[..., object], folder: Path, round: int) -> None:
    """Check the book of a round, and that each file is either in the book or told of."""
    files = mutated_book(round)
    book = write(folder / f"{round}", files)
    done = kamctl("check", "--book", book)
    code, out, err = (getattr(done, name) for name in ("code", "out", "err"))
    assert code in (0, 1), f"round {round}: {err}"
    assert (UNCHECKED.sub("", err), CONTROL.findall(out)) == ("", []), f"round {round}"
    assert out.strip(), f"round {round}"
    read, problems = read_book(WorkTree(book), lenient=True)
    told = {problem.place.path for problem in problems if problem.severity == "error"}
    for path in files:
        kind, names = kind_of(path) or pytest.fail(path)
        assert ((kind.name, full_id(kind, names)) in read.broken) <= (path in told), f"round {round}: {path}"


@pytest.mark.parametrize("round", range(EVERYDAY))
def test_any_book_is_survived(kamctl: Callable[..., object], tmp_path: Path, round: int) -> None:
    survives(kamctl, tmp_path, round)


@pytest.mark.slow
def test_many_books_are_survived(kamctl: Callable[..., object], tmp_path: Path) -> None:
    for round in range(EVERYDAY, MORE):
        survives(kamctl, tmp_path, round)


def test_for_hours(kamctl: Callable[..., object], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("only with --long")
    start = time_ns()
    for round in range(start, start + FOR_HOURS):
        survives(kamctl, tmp_path, round)
