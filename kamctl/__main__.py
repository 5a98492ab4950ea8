"""The one place that turns an error into a message and an exit code."""

import errno
import os
import signal
import sys
from types import FrameType
from typing import NoReturn, TextIO, cast

from kamctl.cli.complain import complain, complain_of_data
from kamctl.cli.kept import forget, leave
from kamctl.cli.lang import Everywhere, everywhere
from kamctl.errors import BUG, INTERRUPTED, IO, PIPE, TERMINATED, DataError, KamError, Message, msg
from kamctl.locale import use
from kamctl.render.terminal import soften


def main() -> NoReturn:
    """Run the command of this process and leave it."""
    signal.signal(signal.SIGTERM, terminated)
    leave(run(sys.argv[1:]))


def terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    """End as on an error, so that files half written are removed."""
    raise SystemExit(TERMINATED)


def run(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. All output has been written when it returns."""
    forget()
    given = everywhere(sys.argv[1:] if argv is None else argv)
    if sys.stdout is None:
        sys.stdout = cast(TextIO, Closed())
    soften(sys.stdout)
    soften(sys.stderr)
    with use(given.language(os.environ)):
        try:
            code = guarded(given)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
    if code in (IO, PIPE):
        abandon(sys.stdout)
    return code


def guarded(given: Everywhere) -> int:
    """Run the command; turn whatever it raises into a message and an exit code."""
    from kamctl.cli.invoke import invoke

    try:
        given.check()
        code = invoke(given.rest)
        sys.stdout.flush()
    except DataError as error:
        complain_of_data(error)
        return error.exit_code
    except KamError as error:
        complain(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        return PIPE
    except OSError as error:
        complain(failed(error))
        return IO
    except Exception as error:
        report_bug(error, given.debug)
        return BUG
    return code


def failed(error: OSError) -> Message:
    """Return what the system refused, and for which file."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return msg("input or output failed: {reason}", reason=reason)
    return msg("{file}: {reason}", file=str(error.filename), reason=reason)


def report_bug(error: Exception, debug: bool) -> None:
    """Say that kamctl is wrong, and where; the data that it worked on are not shown unless --debug asks for it."""
    import traceback

    if debug:
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}"  # noqa: PTH119  # no need of pathlib here
    kind = type(error).__name__
    complain(
        msg("a bug in kamctl: {kind} in {place}", kind=kind, place=place),
        None if debug else msg("run again with --debug for details"),
    )


class Closed:
    """Standard output that was closed before we began: whatever is written fails."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing waits to be written."""

    def write(self, _text: str) -> NoReturn:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "stdout")


def abandon(stream: TextIO) -> None:
    """Send what a stream still holds to nowhere: written at the end, it would fail a second time."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (AttributeError, OSError, ValueError):  # no real file behind it
        return


if __name__ == "__main__":
    main()
