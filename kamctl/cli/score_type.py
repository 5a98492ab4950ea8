"""The value type of an account: what it pays for, how sure that is, and how to deal with it."""

from typing import TYPE_CHECKING, Any

from kamctl.errors import Message, msg, word
from kamctl.methods.score import row_of
from kamctl.methods.value_type import APPROACH, STEPS, TYPES

if TYPE_CHECKING:
    from kamctl.cli.score_view import View

Row = dict[str, Any]
MEASURES = (word("measure", "little"), word("measure", "some"), word("measure", "much"))
NAMES = (
    word("approach", "relations"), word("approach", "trust"), word("approach", "needs"), word("approach", "problems"),
)  # fmt: skip


def type_value(view: "View", unit: str) -> Row | None:
    """Return the value type as programs get it; None where nothing was recorded or answered."""
    if unit not in view.values.index:
        return None
    known = {str(name): value for name, value in row_of(view.values, unit).items()}
    measures = APPROACH.get(known["type"], ())
    return {
        "type": known["type"],
        "stored": known["stored"],
        "stored_on": known["stored_on"],
        "derived": known["derived"],
        "agrees": known["agrees"],
        "answers": {name: None if known[name] != known[name] else float(known[name]) for name in TYPES},
        "approach": dict(zip(STEPS, measures, strict=False)),
    }


def type_notes(view: "View", unit: str) -> list[Message]:
    """Return the value type and the approach that goes with it, in one sentence."""
    known = type_value(view, unit)
    if known is None or known["type"] is None:
        return []
    approach = [
        msg("{step} {measure}", step=name, measure=MEASURES[known["approach"][step] - 1])
        for step, name in zip(STEPS, NAMES, strict=True)
    ]
    origin = msg("recorded") if known["stored"] else msg("by its answers")
    kind = word("value_type", known["type"])
    return [msg("Value type {type} ({origin}): {approach}.", type=kind, origin=origin, approach=approach)]


def type_warnings(view: "View", unit: str) -> list[Message]:
    """Return the warning that the recorded type and the answers contradict each other."""
    known = type_value(view, unit)
    if known is None or known["agrees"] is not False:
        return []
    return [
        msg(
            "{account}: the recorded value type is {stored}, its answers say {derived}",
            account=unit, stored=word("value_type", known["stored"]), derived=word("value_type", known["derived"]),
        )
    ]  # fmt: skip
