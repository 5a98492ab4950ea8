"""The signs of `kamctl doctor`: what was looked at, whether it is well, what was found, and the remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kamctl.errors import Message, msg, word
from kamctl.locale import plural, translate
from kamctl.render.json import SCHEMA_VERSION, dump
from kamctl.render.terminal import Screen, one_line
from kamctl.render.wrap import cells, pad, wrap

State = Literal["ok", "warn", "fail"]
STYLES = {"ok": "good", "warn": "warn", "fail": "bad"}
STATES = {"ok": word("health", "ok"), "warn": word("health", "warn"), "fail": word("health", "fail")}
NARROWEST = 24


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at. `key` is its name for programs, `label` for people."""

    key: str
    label: Message
    state: State
    found: Message
    help: Message | None = None


def render_signs(signs: Sequence[Sign], screen: Screen) -> str:
    """Return a line for each sign, below it what to do, and a last line that counts what is not well."""
    left = max(cells(translate(state)) for state in STATES.values())
    middle = max((cells(translate(sign.label)) for sign in signs), default=0)
    lines = [line for sign in signs for line in row(sign, left, middle, screen)]
    return "".join(f"{screen.fit(line)}\n" for line in [*lines, translate(total(signs))])


def row(sign: Sign, left: int, middle: int, screen: Screen) -> Iterator[str]:
    """Yield the lines of a sign: state and label in columns of `left` and `middle` cells, then what was found."""
    told = [sign.found, *([msg("help: {advice}", advice=sign.help)] if sign.help else [])]
    room = max((screen.width or 0) - left - middle - 4, NARROWEST)
    texts = [one_line(translate(text)) for text in told]
    lines = [line for text in texts for line in (wrap(text, room) if screen.width else [text])]
    state = screen.paint(translate(STATES[sign.state]), STYLES[sign.state])
    before = " " * (left - cells(translate(STATES[sign.state])))
    yield f"{state}{before}  {pad(translate(sign.label), middle)}  {lines[0]}".rstrip()
    yield from (f"{' ' * (left + middle + 4)}{line}" for line in lines[1:])


def total(signs: Sequence[Sign]) -> Message:
    """Return how many signs are not well."""
    failed, warned = (sum(sign.state == state for sign in signs) for state in ("fail", "warn"))
    faults = [
        plural(failed, msg("{n} failure", n=failed), msg("{n} failures", n=failed)),
        plural(warned, msg("{n} warning", n=warned), msg("{n} warnings", n=warned)),
    ]
    found = [text for text, count in zip(faults, (failed, warned), strict=True) if count]
    return msg("{faults}", faults=found) if found else msg("all is well")


def signs_json(signs: Sequence[Sign]) -> str:
    """Return the signs as JSON, in English."""
    checks = [{"check": sign.key, "state": sign.state, "found": sign.found, "help": sign.help} for sign in signs]
    return dump({"schema_version": SCHEMA_VERSION, "command": "doctor", "checks": checks}) + "\n"
