"""Run a command and see how long it takes and how much memory it needs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
Command = Sequence[str]
# As users have it: Python keeps what it has compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Failed(Exception):
    """A measured command did not do its work; a time of it would mean nothing."""


def cores(count: int) -> set[int]:
    """Return `count` of the cores that this process may use; fewer if there are no more."""
    return set(sorted(os.sched_getaffinity(0))[:count])


def seconds(command: Command, count: int) -> float:
    """Return the wall-clock seconds of a command on so many cores, start of the program included."""
    start = time.perf_counter()
    process = started(command, count)
    process.wait()
    taken = time.perf_counter() - start
    checked(process, command)
    return taken


def started(command: Command, count: int) -> "subprocess.Popen[bytes]":
    """Start a command on so many cores; what it says on standard error is kept for `checked`."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115  # `checked` closes it
    allowed = cores(count)
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        cwd=ROOT,
        env=ENVIRONMENT,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )
    process.stderr = errors
    return process


def checked(process: "subprocess.Popen[bytes]", command: Command) -> None:
    """Raise Failed with what was said if a command failed."""
    assert process.stderr is not None
    process.stderr.seek(0)
    said = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    if process.returncode:
        raise Failed(f"{' '.join(command)[:200]}: exit code {process.returncode}\n{said[-2000:]}")


def best(commands: Mapping[str, Callable[[], float]], repeat: int) -> dict[str, float]:
    """Return the least time of each measurement; they take turns, so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, measure in commands.items():
            times[name].append(measure())
            print(f"  {name}: {times[name][-1]:.2f} s", file=sys.stderr)
    return {name: min(taken) for name, taken in times.items()}


def peak_memory(command: Command, count: int) -> float:
    """Return the most megabytes that a command and its children had at any moment, shared pages counted once.

    Looks every 10 milliseconds, which costs time: a run of its own, not one that is timed.
    """
    process = started(command, count)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(proportional_set, family(process.pid))))
        time.sleep(0.01)
    checked(process, command)
    return most / 1024


def family(process: int) -> list[int]:
    """Return a process and its children."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(one for child in children for one in family(int(child)))]


def proportional_set(process: int) -> int:
    """Return the kilobytes of a process, each shared page divided by those who share it; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
