"""Parse the command line and run the command it names."""

import os
from collections.abc import Sequence
from typing import Any, cast

import typer
from typer.main import get_command

from kamctl.cli.app import app, load
from kamctl.cli.optional import with_values
from kamctl.errors import INTERRUPTED, USAGE

COMPLETION = "_KAMCTL_COMPLETE"
# typer does not export the base class of its usage errors, only this child of it.
UsageError = cast(type[Exception], typer.BadParameter.__mro__[1])


def invoke(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code. Errors other than wrong usage are raised."""
    completing = COMPLETION in os.environ
    load([] if completing else arguments)
    command = get_command(app)
    try:
        if completing:
            command.main(list(arguments), prog_name="kamctl", standalone_mode=False)
        with command.make_context("kamctl", with_values(arguments)) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        return INTERRUPTED
    except UsageError as error:
        from kamctl.cli.usage import complain_of_usage

        complain_of_usage(error, called(command, arguments))
        return USAGE
    return 0


def called(command: Any, arguments: Sequence[str]) -> str:
    """Return the command that the arguments name, `kamctl funnel weekly`."""
    path = ["kamctl"]
    for word in arguments:
        inner = getattr(command, "commands", {}).get(word)
        if inner is not None:
            path.append(word)
            command = inner
    return " ".join(path)
