"""Options whose value may be left out, `--changed` or `--changed main`: the parser knows only options with or without.

The word after such an option is its value, unless it begins with a dash. So `--changed nordlicht` names a revision,
whatever files or accounts there are; what is no value stands before the option, or after `--`.
"""

from collections.abc import Sequence

OPTIONAL = {"check": ("--changed",), "schema": ("--book",)}
"""Commands and their options of that kind; one that is given without a value has the value "" for the command."""


def with_values(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a command in which every option of that kind has its value, if an empty one."""
    command = next((word for word in arguments if not word.startswith("-")), "")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    given = list(arguments)
    for index, word in enumerate(arguments[:end]):
        alone = index + 1 == len(arguments) or arguments[index + 1].startswith("-")
        if word in OPTIONAL.get(command, ()) and alone:
            given[index] = f"{word}="
    return given
