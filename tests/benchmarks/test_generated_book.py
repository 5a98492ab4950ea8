"""The generated books of the benchmarks: of the size asked for, the same every time, and sound."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.book import by_accounts, by_files, main
from benchmarks.ledgers import Ledgers
from kamctl.records.kinds import KINDS, kind_of


def book(count: int, orders: int = 0) -> dict[str, str]:
    return dict(by_files(count, Ledgers(2), orders))


@pytest.mark.parametrize("orders", [0, 3])
def test_check_finds_nothing(kamctl: Callable[..., Any], tmp_path: Path, orders: int) -> None:
    assert main([str(tmp_path / "book"), "--files", "600", "--orders", str(orders)]) == 0
    done = kamctl("check", "--strict", "--book", tmp_path / "book")
    assert (done.code, done.out.count("\n")) == (0, 1), done.out


@pytest.mark.parametrize("count", [200, 201, 257, 1000])
def test_a_book_has_exactly_so_many_files(count: int) -> None:
    assert len(list(by_files(count, Ledgers(2), 0))) == len(book(count)) == count


def test_all_kinds_of_record_occur() -> None:
    assert {found[0] for path in book(1000) if (found := kind_of(path))} == set(KINDS)


def test_the_same_every_time_and_a_small_book_is_the_start_of_a_large_one() -> None:
    small, large = book(400), book(800)
    assert book(400) == small
    alike = [path for path in small if small[path] == large.get(path) and path.startswith("accounts")]
    assert len(alike) > 250


def test_accounts_and_their_orders() -> None:
    files = dict(by_accounts(20, Ledgers(2), 5))
    assert sum("kind: group" not in text for path, text in files.items() if path.endswith("/account.yaml")) == 20
    lines = [line for path, text in files.items() if path.startswith("orders/") for line in text.splitlines()[1:]]
    assert sum(line.endswith(",") for line in lines) == 20 * 5 * 2


@pytest.mark.parametrize(
    "arguments", [["--files", "10"], ["--accounts", "0"], ["--files", "300", "--years", "1"], [], ["--orders", "1"]]
)
def test_sizes_that_make_no_book(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(tmp_path / "book"), *arguments])
    assert left.value.code == 2


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main([str(tmp_path), "--files", "300"]) == 2
    assert "not empty" in capsys.readouterr().err
