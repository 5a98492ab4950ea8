"""Whatever bytes the files of a book hold, check ends with a message and an exit code, and never with a traceback.

A round changes half of the files of a small book. A failure names its round; `mutated_book(round)` makes it again.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from time import time_ns

import pytest
from mutation import corpus, mutated

from kamctl.records.kinds import kind_of
from kamctl.store.read import full_id, read_book
from kamctl.store.source import WorkTree

CORPUS = corpus()
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
EVERYDAY, MORE, FOR_HOURS = 30, 600, 100_000


def mutated_book(round: int) -> dict[str, bytes]:
    """Return the files of a book by path; the settings stay whole most times, as much rests on them."""
    draw = random.Random(f"round {round}")
    changed = {path for path in CORPUS if draw.random() < (0.1 if path == "kamctl.yaml" else 0.5)}
    return {path: mutated(draw, data) if path in changed else data for path, data in CORPUS.items()}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def survives(kamctl: Callable[..., object], folder: Path, round: int) -> None:
    """Check the book of a round, and that each file is either in the book or told of."""
    book = write(folder, mutated_book(round))
    done = kamctl("check", "--book", book)
    code, out, err = (getattr(done, name) for name in ("code", "out", "err"))
    assert code in (0, 1), f"round {round}: {err}"
    assert (err, CONTROL.findall(out)) == ("", []), f"round {round}"
    assert out.strip(), f"round {round}"
    read, problems = read_book(WorkTree(book), lenient=True)
    told = {problem.place.path for problem in problems if problem.severity == "error"}
    for path in CORPUS:
        kind, names = kind_of(path) or pytest.fail(path)
        assert ((kind.name, full_id(kind, names)) in read.broken) <= (path in told), f"round {round}: {path}"


@pytest.mark.parametrize("round", range(EVERYDAY))
def test_any_book_is_survived(kamctl: Callable[..., object], tmp_path: Path, round: int) -> None:
    survives(kamctl, tmp_path, round)


@pytest.mark.slow
def test_many_books_are_survived(kamctl: Callable[..., object], tmp_path: Path) -> None:
    for round in range(EVERYDAY, MORE):
        survives(kamctl, tmp_path, round)


def test_for_hours(kamctl: Callable[..., object], tmp_path: Path, long: bool) -> None:
    if not long:
        pytest.skip("only with --long")
    start = time_ns()
    for round in range(start, start + FOR_HOURS):
        survives(kamctl, tmp_path, round)
