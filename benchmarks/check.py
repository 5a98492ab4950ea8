"""How fast is `kamctl check`? `python -m benchmarks.check [--files 10000 100000] [--repeat 3]`.

Everything is measured side by side in this run, cold start of each program included, files in the page cache.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import book, jsonschema_check
from benchmarks.measure import Failed, best, cores, peak_memory, seconds
from benchmarks.tables import Row, bar, table

PYTHON = sys.executable
SAMPLE = 1500


def kamctl(*arguments: str) -> list[str]:
    """Return the command line of kamctl."""
    return [PYTHON, "-m", "kamctl", *arguments]


def measured_book(folder: Path, files: int, repeat: int) -> tuple[dict[str, float], list[Row]]:
    """Return the times on one book, and the rows of the table for it."""
    check = kamctl("check", "--book", str(folder))
    parse = [PYTHON, "-m", "benchmarks.parse_only", str(folder)]
    cat = ["sh", "-c", f"find {shlex.quote(str(folder))} -type f -print0 | xargs -0 cat > /dev/null"]
    seconds(cat, 2)
    times = best(
        {
            "cat": partial(seconds, cat, 2),
            "CSafeLoader": partial(seconds, parse, 1),
            "check, 2 cores": partial(seconds, check, 2),
            "check, 1 core": partial(seconds, check, 1),
        },
        repeat,
    )
    memory = {f"{count} cores": peak_memory(check, count) for count in (2, 1)}
    return times, list(rows(times, memory, folder, files))


def rows(times: dict[str, float], memory: dict[str, float], folder: Path, files: int) -> Iterator[Row]:
    """Yield the rows of one book: what, seconds or megabytes, ratio, bar."""
    parse, two, one = times["CSafeLoader"], times["check, 2 cores"], times["check, 1 core"]
    yield f"{files} files: cat (floor)", f"{times['cat']:.2f} s", f"{times['cat'] / parse:.2f} of (i)", ""
    yield f"{files} files: (i) CSafeLoader only", f"{parse:.2f} s", "1", ""
    # The bars are for large books: a small one is checked in the time that the program needs to start.
    large = files >= 10_000
    for name, taken, most in (("two cores", two, 0.8), ("one core", one, 1)):
        limit = bar(taken / parse, most) if large else ""
        yield f"{files} files: kamctl check, {name}", f"{taken:.2f} s", f"{taken / parse:.2f} of (i)", limit
    yield from jsonschema_row(folder, files, one)
    most = max(memory.values())
    for name, megabytes in memory.items():
        limit = bar(megabytes, 150, " MB") if files <= 10_000 else ""
        yield (
            f"{files} files: memory of kamctl check, {name}",
            f"{megabytes:.0f} MB",
            "",
            limit if megabytes == most else "",
        )


def jsonschema_row(folder: Path, files: int, one: float) -> Iterator[Row]:
    """Yield the row of check-jsonschema, if it is installed."""
    if jsonschema_check.program() is None:
        print("check-jsonschema is not installed, so it is left out: see benchmarks/README.md", file=sys.stderr)
        return
    taken, read = jsonschema_check.measured(folder, SAMPLE)
    what = f"{files} files: (ii) check-jsonschema, from a sample of {read}"
    yield what, f"{taken:.0f} s", f"check on one core: 1/{taken / one:.0f}", bar(one / taken, 1 / 8, shown="1/8")


def help_rows(repeat: int) -> Iterator[Row]:
    """Yield the rows of `kamctl --help`."""
    commands = {
        "help": partial(seconds, kamctl("--help"), 1),
        "typer": partial(seconds, [PYTHON, "-c", "import typer"], 1),
    }
    times = best(commands, max(5, 3 * repeat))
    ratio = times["help"] / times["typer"]
    yield "import typer", f"{times['typer']:.3f} s", "1", ""
    yield "kamctl --help", f"{times['help']:.3f} s", f"{ratio:.2f} of import typer", bar(ratio, 2)


def all_rows(sizes: list[int], repeat: int, orders: int, into: Path) -> Iterator[Row]:
    """Measure books of each size, written below `into`, and yield the rows of the table."""
    known: dict[int, dict[str, float]] = {}
    for files in sizes:
        folder = into / f"book-{files}"
        book.main([str(folder), "--files", str(files), "--orders", str(orders)])
        known[files], found = measured_book(folder, files, repeat)
        yield from found
    if {10_000, 100_000} <= set(known):
        for name in ("check, 2 cores", "check, 1 core"):
            ratio = known[100_000][name] / known[10_000][name]
            yield f"100000 against 10000 files: {name}", "", f"{ratio:.1f} times", bar(ratio, 11)
    yield from help_rows(repeat)


def main(argv: list[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description="Measure kamctl check.")
    parser.add_argument(
        "--files", type=int, nargs="+", default=[10_000, 100_000], metavar="N", help="sizes of the books"
    )
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each; the quickest counts")
    parser.add_argument("--orders", type=int, default=0, metavar="N", help="order lines an account a year beside deals")
    given = parser.parse_args(argv)
    version = sys.version.split()[0]
    print(f"{len(cores(2))} cores, Python {version}, the quickest of {given.repeat} runs", file=sys.stderr)
    try:
        seconds([PYTHON, "-m", "compileall", "-q", "kamctl"], 2)
        with tempfile.TemporaryDirectory(prefix="kamctl-benchmark-") as into:
            print(table(list(all_rows(given.files, given.repeat, given.orders, Path(into)))))
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
