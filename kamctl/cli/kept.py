"""What a command holds to the end of its process: a whole book.

To give back its memory, object by object, takes longer than many a report: `leave` ends the process instead.
"""

import os
import sys
from contextlib import suppress
from typing import NoReturn

held: list[object] = []


def keep(large: object) -> None:
    """Hold something to the end of the process, or until the next command in it."""
    held.append(large)


def forget() -> None:
    """Let go of what was held."""
    held.clear()


def leave(code: int) -> NoReturn:
    """End the process at once; all output has been written. Under a profiler or debugger as usual, so that it sees."""
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads it
            stream.flush()
    os._exit(code)
