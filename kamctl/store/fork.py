"""A second process that does part of a long list of jobs.

Who does which job is not settled beforehand: this process takes jobs from the front, the helper from the back, and
where they meet, all are taken. A byte for each job, in memory that both see, says whether it is. Should both take the
same one at the same moment, it is done twice and counted once.
"""

import mmap
import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

HEADER = 8


class Helper:
    """The helper as this process sees it: `taken` and `take` a job, `receive` what the helper has done."""

    def __init__(self, count: int, results: int | None) -> None:
        self.jobs = mmap.mmap(-1, max(1, count))
        self.results = results
        self.done: set[int] = set()

    def taken(self, number: int) -> bool:
        """Return whether somebody has taken a job."""
        return bool(self.jobs[number])

    def take(self, number: int) -> None:
        """Take a job, so that the other does not."""
        self.jobs[number] = 1
        self.done.add(number)

    def receive(self, wait: bool) -> tuple[int, Any] | None:
        """Return number and result of a job that the helper has done.

        None if there is none yet, or, having waited, if the helper has ended.
        """
        while self.results is not None and (wait or select.select([self.results], [], [], 0)[0]):
            size = int.from_bytes(read(self.results, HEADER), "little")
            data = read(self.results, size)
            if not size or len(data) < size:
                os.close(self.results)
                self.results = None
                return None
            number, result = pickle.loads(data)
            if number not in self.done:
                self.done.add(number)
                return number, result
        return None


@contextmanager
def helped(job: Callable[[int], Any], count: int) -> Iterator[Helper]:
    """Give a helper for the jobs 0 to `count` - 1; one that does nothing where a second process is of no use."""
    process, helper = started(job, count) if useful() else (None, Helper(count, None))
    try:
        yield helper
    finally:
        if helper.results is not None:
            os.close(helper.results)
        if process is not None:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def started(job: Callable[[int], Any], count: int) -> tuple[int | None, Helper]:
    """Start the second process; None, and a helper that does nothing, where the system has no room for one."""
    results, into = os.pipe()
    widen(into)
    helper = Helper(count, results)
    try:
        process = os.fork()
    except OSError:
        os.close(into)
        return None, helper
    if process == 0:
        os.close(results)
        work(job, count, helper, into)
    os.close(into)
    return process, helper


def widen(pipe: int) -> None:
    """Let a pipe hold a megabyte, if the system allows it, so that the helper need not wait for us."""
    import fcntl

    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def useful() -> bool:
    """Return whether there is a second core, and a safe way to a second process: on macOS and Windows there is none."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def work(job: Callable[[int], Any], count: int, helper: Helper, into: int) -> NoReturn:
    """Do jobs from the back until one is taken, and leave the process; whatever goes wrong, the other one does it."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for number in reversed(range(count)):
            if helper.taken(number):
                break
            helper.take(number)
            write(into, pickle.dumps((number, job(number)), pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)


def write(into: int, data: bytes) -> None:
    """Write a length and the data into a pipe."""
    rest = memoryview(len(data).to_bytes(HEADER, "little") + data)
    while rest:
        rest = rest[os.write(into, rest) :]


def read(results: int, size: int) -> bytes:
    """Return `size` bytes from a pipe; fewer if it ends."""
    parts: list[bytes] = []
    while size > 0 and (part := os.read(results, min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
