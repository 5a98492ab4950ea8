"""Wrong usage, as typer found it, in kamctl's words: what is wrong, what was perhaps meant, where help is."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from kamctl.cli.complain import complain, say
from kamctl.cli.help import below
from kamctl.errors import Message, msg
from kamctl.near import did_you_mean

Finding = tuple[Message, Message | None]
NO_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)", re.DOTALL)
BOUND = re.compile(r"should be (greater|less) than or equal to (\S+)")
NO_CHOICE = re.compile(r"'(.*)' is not one of (.*)\.", re.DOTALL)


def complain_of_usage(error: Any, called: str) -> None:
    """Show a usage error of typer; where a command was called without anything, its help.

    `called` names the command, for errors that do not know theirs.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        say(error.format_message())
        return
    find = FINDINGS.get(type(error).__name__, general)
    message, hint = find(error)
    path = error.ctx.command_path if error.ctx else called
    complain(message, hint or msg("see `{command} --help`", command=path))


def unknown_option(error: Any) -> Finding:
    known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts if len(name) > 2]
    hint = did_you_mean(error.option_name, known) if len(error.option_name) > 2 else None
    return msg("no such option: {option}", option=error.option_name), hint


def missing(error: Any) -> Finding:
    if error.param is None:
        return general(error)
    if error.param.param_type_name == "argument":
        return msg("{argument} is missing", argument=error.param.metavar or error.param.name.upper()), None
    return msg("option {option} is needed", option=longest(error.param.opts)), None


def bad_value(error: Any) -> Finding:
    if error.param is None:
        return general(error)
    name = longest(error.param.opts) if error.param.param_type_name == "option" else error.param.metavar
    choice = NO_CHOICE.search(error.message)
    if choice:
        known = re.findall(r"'([^']*)'", choice[2])
        hint = did_you_mean(choice[1], known)
        return msg("{option} {value}: must be one of {choices}", option=name, value=choice[1], choices=known), hint
    return msg("{option}: {reason}", option=name, reason=reason(error.message)), None


def reason(text: str) -> Message | str:
    """Return why a value was refused: pydantic's words, which typer passes on, in ours where they are known."""
    if "valid integer" in text:
        return msg("must be a whole number")
    bound = BOUND.search(text)
    if not bound:
        return text
    least = bound[1] == "greater"
    return msg("must be at least {bound}", bound=bound[2]) if least else msg("must be at most {bound}", bound=bound[2])


def bad_option(error: Any) -> Finding:
    if "requires an argument" in error.message:
        return msg("option {option} needs a value", option=error.option_name), None
    if "does not take a value" in error.message:
        return msg("option {option} takes no value", option=error.option_name), None
    return general(error)


def general(error: Any) -> Finding:
    """Return the finding for all other errors: no such command, too many arguments, and what we do not know."""
    no_command = NO_COMMAND.match(error.message)
    if no_command:
        known = [name for name, _, _ in below(error.ctx.command, error.ctx)]
        return msg("no such command: {command}", command=no_command[1]), did_you_mean(no_command[1], known)
    extra = EXTRA.match(error.message)
    if extra:
        return msg("too many arguments: {words}", words=extra[1]), None
    if error.message == "Missing command.":
        return msg("a command is missing"), None
    return msg("{reason}", reason=error.format_message()), None


def longest(names: Iterable[str]) -> str:
    """Return the long form of an option."""
    return max(names, key=len)


FINDINGS: dict[str, Callable[[Any], Finding]] = {
    "NoSuchOption": unknown_option,
    "MissingParameter": missing,
    "BadParameter": bad_value,
    "BadOptionUsage": bad_option,
}
