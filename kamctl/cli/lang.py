"""Options that hold for every command and must be known before anything is parsed: --lang and --debug.

Help texts and usage errors are written in the language, so it can't wait for the parser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamctl.errors import USAGE, KamError, msg
from kamctl.locale import LANGUAGES, choose


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The arguments without --lang and --debug, which may stand anywhere before `--`, and what those said."""

    rest: list[str]
    lang: str | None
    debug: bool

    def language(self, environment: Mapping[str, str]) -> str:
        """Return the language to speak. One that kamctl does not know counts as not given here: see `check`."""
        return choose(self.lang if self.lang in LANGUAGES else None, environment)

    def check(self) -> None:
        """Raise KamError (exit 2) if the language is not one that kamctl speaks."""
        if self.lang is not None and self.lang not in LANGUAGES:
            raise KamError(msg("--lang {value}: must be one of {choices}", value=self.lang, choices=LANGUAGES), USAGE)


def everywhere(arguments: Sequence[str]) -> Everywhere:
    """Take --lang and --debug out of the arguments. A --lang without value stays, for the parser to refuse."""
    rest: list[str] = []
    lang, debug = None, False
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--debug":
            debug = True
        elif word.startswith("--lang="):
            lang = word.partition("=")[2]
        elif word == "--lang":
            value = next(words, None)
            rest += [word] if value is None else []
            lang = value or lang
        else:
            rest.append(word)
    return Everywhere(rest, lang, debug)
