"""Errors become one message and one exit code; output that fails is never silent and never a traceback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamctl.cli import invoke
from kamctl.errors import (
    BUG,
    CONFLICT,
    DATA,
    INTERRUPTED,
    IO,
    PIPE,
    TERMINATED,
    DataError,
    KamError,
    Place,
    Problem,
    msg,
)

Kamctl = Callable[..., Any]
PROBLEM = Problem("KAM204", Place("x.yaml", 1, 3), msg("is not a day of the calendar"), excerpt="a: b")


@pytest.fixture
def failing(kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return a function that runs the program with a command that raises an error."""

    def run(error: BaseException, *arguments: str) -> Any:
        def fail(_arguments: list[str]) -> int:
            raise error

        monkeypatch.setattr(invoke, "invoke", fail)
        return kamctl(*arguments)

    return run


def program(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
    """Start kamctl as a process of its own."""
    command = [sys.executable, "-m", "kamctl", *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("env", {})}
    return subprocess.Popen(command, env=environment, text=True, encoding="utf-8", stderr=subprocess.PIPE, **options)


def test_an_error_is_shown_with_its_hint(failing: Callable[..., Any]) -> None:
    run = failing(KamError(msg("changed on disk"), CONFLICT, msg("read it again")))
    assert (run.code, run.out) == (CONFLICT, "")
    assert run.err == "kamctl: error: changed on disk\nhint: read it again\n"


def test_broken_data_are_shown_with_their_place(failing: Callable[..., Any]) -> None:
    run = failing(DataError(msg("records are broken"), (PROBLEM,)))
    assert run.code == DATA
    assert run.err == (
        "x.yaml:1:3: KAM204 is not a day of the calendar\n    a: b\n      ^\n1 error in 1 file\n"
        "kamctl: error: records are broken\n"
    )


def test_the_system_s_refusals(failing: Callable[..., Any]) -> None:
    run = failing(OSError(28, "No space left on device", "x.csv"))
    assert (run.code, run.err) == (IO, "kamctl: error: x.csv: No space left on device\n")
    run = failing(OSError(5, "Input/output error"))
    assert (run.code, run.err) == (IO, "kamctl: error: input or output failed: Input/output error\n")


def test_a_broken_pipe_is_quiet(failing: Callable[..., Any]) -> None:
    run = failing(BrokenPipeError(32, "Broken pipe"))
    assert (run.code, run.out, run.err) == (PIPE, "", "")


def test_an_interrupt_is_quiet(failing: Callable[..., Any]) -> None:
    run = failing(KeyboardInterrupt())
    assert (run.code, run.out, run.err) == (INTERRUPTED, "", "")


def test_a_bug_is_one_line_without_data(failing: Callable[..., Any]) -> None:
    run = failing(KeyError("canary@example.org"))
    assert run.code == BUG
    first, second = run.err.splitlines()
    assert first.startswith("kamctl: error: a bug in kamctl: KeyError in test_main.py:")
    assert second == "hint: run again with --debug for details"
    assert "canary" not in run.err


def test_debug_shows_where_a_bug_arose(failing: Callable[..., Any]) -> None:
    run = failing(KeyError("value"), "--debug")
    assert run.code == BUG
    assert run.err.startswith("Traceback (most recent call last):\n")
    assert run.err.splitlines()[-1].startswith("kamctl: error: a bug in kamctl: KeyError")


def test_a_reader_that_is_gone_ends_the_program_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = program("explain", stdout=writing)
    os.close(writing)
    assert (process.communicate()[1], process.returncode) == ("", PIPE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["explain"], ["--help"], ["--version"]])
def test_a_full_disk_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        process = program(*arguments, stdout=full)
        error = process.communicate()[1]
    assert (error, process.returncode) == ("kamctl: error: input or output failed: No space left on device\n", IO)


@pytest.mark.parametrize("arguments", [["explain"], ["--help"]])
def test_a_closed_output_is_said(arguments: list[str]) -> None:
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'kamctl', *sys.argv[1:]])"
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (run.stderr, run.returncode) == ("kamctl: error: stdout: Bad file descriptor\n", IO)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "latin-1"])
def test_an_output_that_lacks_characters_gets_escapes(encoding: str) -> None:
    command = [sys.executable, "-m", "kamctl", "explain", "--lang", "zh"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    run = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert ("方法" if encoding == "gbk" else r"\u65b9\u6cd5") in run.stdout.decode(encoding)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, TERMINATED), (signal.SIGINT, INTERRUPTED)])
def test_signals_end_the_program_quietly(number: signal.Signals, code: int) -> None:
    script = (
        "import time, kamctl.cli.invoke as i, kamctl.__main__ as m\n"
        "def slow(arguments):\n    print('ready', flush=True); time.sleep(60)\n"
        "i.invoke = slow\nm.main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # a shell may have them ignored
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.05)
    process.send_signal(number)
    assert (process.communicate(timeout=20), process.returncode) == (("", ""), code)
