"""What goes to standard error: errors, warnings, what was left out."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from kamctl.errors import DataError, Message, Problem, msg
from kamctl.locale import translate
from kamctl.render.terminal import one_line, screen_of

MOST_LISTED = 20


def say(text: str) -> None:
    """Write one line to standard error; if nobody can read it, that is no reason to fail."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(text, file=sys.stderr)


def complain(message: Message, hint: Message | None = None) -> None:
    """Show an error and what to do about it."""
    say(one_line(translate(msg("kamctl: error: {message}", message=message))))
    if hint:
        say(one_line(translate(msg("hint: {hint}", hint=hint))))


def complain_of_data(error: DataError) -> None:
    """Show the problems of broken data, then the error."""
    show_problems(error.problems)
    complain(error.message, error.hint)


def show_problems(problems: Sequence[Problem]) -> None:
    """Show faults of the data with their place and source line."""
    from kamctl.render.problems import render_problems

    say(render_problems(problems, screen_of(sys.stderr)).rstrip("\n"))


def show_warnings(warnings: Sequence[Message]) -> None:
    """Show the warnings of a report."""
    for warning in warnings:
        say(one_line(translate(msg("kamctl: warning: {message}", message=warning))))


def show_left_out(left_out: Sequence[Mapping[str, object]]) -> None:
    """Show what a report could not count, at most twenty of them."""
    for entry in left_out[:MOST_LISTED]:
        say(one_line(translate(msg("kamctl: left out: {record}: {reason}", **entry))))
    if len(left_out) > MOST_LISTED:
        say(translate(msg("… and {count} more; --format json lists all", count=len(left_out) - MOST_LISTED)))
