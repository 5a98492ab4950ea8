"""Run `kamctl score` on a book in this process, and print what took how long, as JSON.

`start` is the import of all code, `reading` from the files to the book with its names checked, `frames` from the book
to the tables of pandas, `methods` all that comes then: indicators, score, tiers, and the table that is shown.
With `--robustness`, `robustness` is what this option takes beyond: draws, tiers and ranks of each, and the table.
"""

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any


class Clock:
    """Adds up the seconds that functions take."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, its time added to `name`."""

        def call(*given: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.taken[name] = self.taken.get(name, 0.0) + time.perf_counter() - begin

        return call


def main(book: str, *options: str) -> int:
    """Run the command and print the seconds of each part, and the most memory in megabytes."""
    start, clock = time.perf_counter(), Clock()
    import pandas as pd  # noqa: F401  # the command imports it after reading

    from kamctl.__main__ import run
    from kamctl.cli.report import Report
    from kamctl.frames import indicators

    setattr(Report, "book", clock.timed("reading", Report.book))  # noqa: B010  # only to look at the clock
    setattr(indicators, "fact_frames", clock.timed("frames", indicators.fact_frames))  # noqa: B010  # likewise
    from kamctl.cli import score_answer, score_robust  # noqa: F401  # the command imports them after reading

    setattr(score_robust, "robust_sheet", clock.timed("robustness", score_robust.robust_sheet))  # noqa: B010  # likewise
    imported = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(["score", "--book", book, "--top", "20", *options])
    rest = time.perf_counter() - imported - sum(clock.taken.values())
    print(json.dumps({"start": imported - start, **clock.taken, "methods": rest, "memory": memory()}))
    return code


def memory() -> float:
    """Return the most megabytes that this process had."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  # not a file
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
