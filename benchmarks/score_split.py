"""Run `kamctl score` on a book in this process, and print what took how long, as JSON.

`start` is the import of all code and what comes before the book is opened, `reading` from the files to the book with
its names checked, `frames` from the book to the tables of pandas, `methods` all that comes then: indicators, score,
tiers, and the table that is shown.
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
    """Adds up the seconds that functions take, and notes when they first began."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.begun: dict[str, float] = {}

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, its time added to `name`."""

        def call(*given: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            self.begun.setdefault(name, begin)
            try:
                return function(*given, **named)
            finally:
                self.taken[name] = self.taken.get(name, 0.0) + time.perf_counter() - begin

        return call


def main(book: str, *options: str) -> int:
    """Run the command and print the seconds of each part, and the most memory in megabytes."""
    start, clock = time.perf_counter(), Clock()
    from kamctl.__main__ import run
    from kamctl.cli.report import Report
    from kamctl.frames import indicators

    setattr(Report, "book", clock.timed("reading", Report.book))  # noqa: B010  # only to look at the clock
    setattr(indicators, "fact_frames", clock.timed("frames", indicators.fact_frames))  # noqa: B010  # likewise
    import rich.cells  # noqa: F401  # the command imports these after reading

    from kamctl.cli import choose, score_answer, score_robust, score_sheet, used_rates  # noqa: F401  # likewise
    from kamctl.locale import words  # noqa: F401  # likewise
    from kamctl.render import table  # noqa: F401  # likewise

    setattr(score_robust, "robust_sheet", clock.timed("robustness", score_robust.robust_sheet))  # noqa: B010  # likewise
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(["score", "--book", book, "--top", "20", *options])
    end = time.perf_counter()
    begun = clock.begun["reading"]
    rest = end - begun - sum(clock.taken.values())
    print(json.dumps({"start": begun - start, **clock.taken, "methods": rest, "memory": memory()}))
    return code


def memory() -> float:
    """Return the most megabytes that this process had."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  # not a file
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
