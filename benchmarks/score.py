"""How fast is `kamctl score`, and does it grow as the book does? `python -m benchmarks.score [--accounts 200 2000]`.

Books have 50 order lines an account a year, over three years, with invoices and month-end receivables beside them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import book
from benchmarks.measure import ROOT, Failed
from benchmarks.tables import Row, bar, table

SIZES = (200, 2_000, 10_000)
ORDERS, YEARS = 50, 3
PARTS = ("reading", "frames", "methods")
DRAWN, MOST_SECONDS = 2_000, 2.0  # accounts whose robustness is measured, and what it may take
LINEAR = 1.15  # what a book of ten times the size may take beyond ten times the time


def measured(folder: Path, repeat: int, *options: str) -> dict[str, float]:
    """Return the parts of the quickest run of the score with some options."""
    runs = []
    for _ in range(repeat):
        command = [sys.executable, "-m", "benchmarks.score_split", str(folder), *options]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            raise Failed(done.stderr)
        runs.append(json.loads(done.stdout))
        print(f"  {done.stdout.strip()}", file=sys.stderr)
    return dict(min(runs, key=lambda run: sum(float(run[name]) for name in PARTS)))


def rows(accounts: int, parts: dict[str, float]) -> Iterator[Row]:
    """Yield the rows of one book."""
    reading = parts["reading"]
    computing = parts["frames"] + parts["methods"]
    yield f"{accounts} accounts: reading", f"{reading:.2f} s", "", ""
    share = f"{computing / reading:.2f} of reading"
    yield f"{accounts} accounts: computing", f"{computing:.2f} s", share, bar(computing / reading, 0.1)
    for name in ("frames", "methods"):
        yield f"  of it {name}", f"{parts[name]:.2f} s", f"{parts[name] / reading:.2f} of reading", ""
    yield f"{accounts} accounts: memory", f"{parts['memory']:.0f} MB", "", ""


def all_rows(sizes: list[int], repeat: int, into: Path) -> Iterator[Row]:
    """Measure books of each size, written below `into`, and yield the rows of the table."""
    before: tuple[int, float] | None = None
    for accounts in sizes:
        folder = into / f"book-{accounts}"
        book.main([str(folder), "--accounts", str(accounts), "--orders", str(ORDERS), "--years", str(YEARS)])
        parts = measured(folder, repeat)
        yield from rows(accounts, parts)
        if accounts == DRAWN:
            taken = measured(folder, repeat, "--robustness")["robustness"]
            yield f"{accounts} accounts: robustness, 1,000 draws", f"{taken:.2f} s", "", bar(taken, MOST_SECONDS, " s")
        total = sum(parts[name] for name in PARTS)
        if before:
            growth = total / before[1] / (accounts / before[0])
            yield f"{accounts} against {before[0]} accounts", "", f"{growth:.2f} of linear", bar(growth, LINEAR)
        before = accounts, total


def main(argv: list[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description="Measure kamctl score.")
    parser.add_argument("--accounts", type=int, nargs="+", default=list(SIZES), metavar="N", help="sizes of the books")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each; the quickest counts")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="kamctl-benchmark-") as into:
        try:
            print(table(list(all_rows(given.accounts, given.repeat, Path(into)))))
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
