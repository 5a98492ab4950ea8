"""The second process: every job is done once, whoever does it and whatever happens to the helper."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kamctl.store import fork
from kamctl.store.fork import Helper, helped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kamctl starts a second process on Linux only")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start a helper whatever the machine is, and whatever threads the test runner has."""
    monkeypatch.setattr(fork, "useful", lambda: True)


def everything(helper: Helper) -> Iterator[tuple[int, int]]:
    """Yield what the helper does until it ends."""
    while (done := helper.receive(wait=True)) is not None:
        yield done


def test_the_helper_does_jobs_from_the_back_until_one_is_taken() -> None:
    with helped(lambda number: number * 10, 5) as helper:
        helper.take(0)
        found = list(everything(helper))
    assert found == [(4, 40), (3, 30), (2, 20), (1, 10)]


def test_it_works_in_another_process() -> None:
    with helped(lambda number: os.getpid(), 1) as helper:
        ((_, process),) = everything(helper)
    assert process != os.getpid()


def test_nobody_waits_for_what_is_not_done_yet() -> None:
    with helped(lambda number: time.sleep(60), 3) as helper:
        assert helper.receive(wait=False) is None


def test_what_was_taken_here_is_not_received_again() -> None:
    def slow(number: int) -> int:
        while not helper.taken(1):
            time.sleep(0.001)
        return number

    with helped(slow, 2) as helper:
        while not helper.taken(1):  # the helper has taken it, and we do it all the same
            time.sleep(0.001)
        helper.take(1)
        helper.take(0)
        assert list(everything(helper)) == []


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_results_of_any_size(size: int) -> None:
    with helped(lambda number: "x" * size, 2) as helper:
        assert [len(str(result)) for _, result in everything(helper)] == [size, size]


def fails(number: int) -> int:
    if number == 1:
        raise ValueError(number)
    return number


def dies(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def leaves(number: int) -> int:
    if number == 1:
        sys.exit(3)
    return number


@pytest.mark.parametrize("job", [fails, dies, leaves])
def test_a_helper_that_ends_early_is_noticed(job: Callable[[int], int]) -> None:
    with helped(job, 4) as helper:
        assert list(everything(helper)) == [(3, 3), (2, 2)]
        assert helper.receive(wait=True) is None


def ours() -> tuple[set[str], str]:
    """Return the open files and the children of this process."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text()
    return {path.name for path in Path("/proc/self/fd").iterdir()}, children


def test_no_process_and_no_file_is_left() -> None:
    before = ours()
    with pytest.raises(KeyError), helped(lambda number: time.sleep(60), 3):
        raise KeyError
    assert ours() == before


def test_without_a_second_core_there_is_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork, "useful", lambda: False)
    with helped(lambda number: number, 3) as helper:
        assert not any(map(helper.taken, range(3)))
        assert helper.receive(wait=True) is None


def test_where_the_system_has_no_room_for_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    with helped(lambda number: number, 3) as helper:
        assert helper.receive(wait=False) is None
        assert not any(map(helper.taken, range(3)))
