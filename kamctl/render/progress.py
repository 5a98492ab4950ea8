"""A progress bar on standard error, only for people, and only for work that takes longer than two seconds."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from kamctl.errors import Message
from kamctl.locale import translate

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0
Step = Callable[[int, int], None]


@contextmanager
def progress(what: Message) -> Iterator[Step | None]:
    """Yield a function that is told how many steps of how many are done; None where nobody would see a bar."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    bar = Bar(what)
    try:
        yield bar.step
    finally:
        bar.stop()


class Bar:
    """The bar; appears with the first step after two seconds, and is gone at the end."""

    def __init__(self, what: Message) -> None:
        self.what = what
        self.start = monotonic()
        self.shown: tuple[Progress, TaskID] | None = None

    def step(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self.shown is None:
            if monotonic() - self.start < PATIENCE:
                return
            self.shown = self.begin(total)
        bar, task = self.shown
        bar.update(task, completed=done, total=total)

    def begin(self, total: int) -> "tuple[Progress, TaskID]":
        """Put the bar on the screen."""
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(file=sys.stderr, markup=False), transient=True)
        bar.start()
        return bar, bar.add_task(translate(self.what), total=total)

    def stop(self) -> None:
        """Take the bar away."""
        if self.shown:
            self.shown[0].stop()
