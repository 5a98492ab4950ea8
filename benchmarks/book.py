"""Write a book of any size: `python -m benchmarks.book DIR --files 10000`, or `--accounts 200 --orders 50`.

Every choice is drawn from generators with fixed seeds, so that the same numbers give the same bytes everywhere, and
the first accounts of a large book are those of a small one. `kamctl check` finds nothing in it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.customer import account_file, customer, group_file, id_of, is_group
from benchmarks.deals import deal_file, deals, quote_file
from benchmarks.draw import Draw
from benchmarks.ledgers import Ledgers
from benchmarks.people import contact_files, ids
from benchmarks.records import account_records, install_file
from benchmarks.shared import shared_files

LEAST_FILES = 200
Files = Iterator[tuple[str, str]]


def account_files(number: int, ledgers: Ledgers, orders: int) -> Files:
    """Yield path and text of all files of one account, and add its rows to the ledgers."""
    folder = f"accounts/{id_of(number)}"
    if is_group(number):
        yield f"{folder}/account.yaml", group_file(number)
        return
    draw = Draw("counts", number)
    one = customer(number, ids(number))
    sold = deals(one, draw.whole(2, 6))
    ledgers.add(one, sold, orders)
    yield f"{folder}/account.yaml", account_file(one)
    yield from contact_files(one)
    for deal in sold:
        yield f"{folder}/opportunities/{deal.id}.yaml", deal_file(one, deal)
    for index in range(draw.whole(2, 6)):
        yield f"{folder}/quotes/q-{index + 1:03}.yaml", quote_file(one, sold[index % len(sold)], index + 1)
    yield from account_records(one, [deal.id for deal in sold], draw.whole(3, 8))


def by_accounts(count: int, ledgers: Ledgers, orders: int) -> Files:
    """Yield the files of a book of so many accounts, groups not counted."""
    number = done = 0
    while done < count:
        yield from account_files(number, ledgers, orders)
        done += not is_group(number)
        number += 1
    yield from shared_files(number)
    yield from ledgers.files()


def by_files(count: int, ledgers: Ledgers, orders: int) -> Files:
    """Yield exactly `count` files: whole accounts, then more installs of the last one."""
    left = count - sum(1 for _ in shared_files(1)) - sum(1 for _ in Ledgers(ledgers.years).files())
    number = 0
    while left > len(files := list(account_files(number, Ledgers(ledgers.years), 0))) or number < 2:
        yield from account_files(number, ledgers, orders)
        left -= len(files)
        number += 1
    last = number - 1 if not is_group(number - 1) else number - 2
    one = customer(last, ids(last))
    for index in range(left):
        yield f"accounts/{one.id}/installs/spare-{index + 1:02}.yaml", install_file(one, 100 + index)
    yield from shared_files(number)
    yield from ledgers.files()


def write(folder: Path, files: Files) -> int:
    """Write the files below `folder`; return how many."""
    made: set[str] = set()
    count = 0
    for path, text in files:
        count += 1
        parent = path.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        with open(f"{folder}/{path}", "x", encoding="utf-8", newline="\n") as file:  # noqa: PTH123  # quicker
            file.write(text)
    return count


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """Return the command line's values."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.book", description="Write a generated book.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="new or empty folder")
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--files", type=int, metavar="N", help=f"exactly N files, at least {LEAST_FILES}")
    size.add_argument("--accounts", type=int, metavar="N", help="N accounts that do business")
    parser.add_argument("--orders", type=int, default=0, metavar="N", help="order lines an account a year beside deals")
    parser.add_argument("--years", type=int, default=2, metavar="N", help="years that the ledgers go back, at least 2")
    given = parser.parse_args(argv)
    least = LEAST_FILES if given.accounts is None else 1
    if (given.files if given.accounts is None else given.accounts) < least or given.years < 2 or given.orders < 0:
        parser.error("a size is too small")
    return given


def main(argv: list[str] | None = None) -> int:
    """Write the book; refuse a folder that holds something."""
    given = arguments(argv)
    given.folder.mkdir(parents=True, exist_ok=True)
    if any(given.folder.iterdir()):
        print(f"{given.folder} is not empty", file=sys.stderr)
        return 2
    start = time.perf_counter()
    ledgers = Ledgers(given.years)
    one_of, size = (by_files, given.files) if given.accounts is None else (by_accounts, given.accounts)
    count = write(given.folder, one_of(size, ledgers, given.orders))
    print(f"{given.folder}: {count} files in {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
