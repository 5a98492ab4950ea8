"""What a code of `kamctl check` means: the part of `kamctl explain` about rules."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kamctl.cli.help import prose, two_columns, width
from kamctl.errors import USAGE, KamError, msg, word
from kamctl.locale import translate
from kamctl.near import did_you_mean

if TYPE_CHECKING:
    from kamctl.checks.texts.rule_text import RuleText

CODE = re.compile(r"(kam-?)?\d+", re.IGNORECASE | re.ASCII)


def is_code(topic: str) -> bool:
    """Return whether a topic is meant as a code."""
    return CODE.fullmatch(topic) is not None


def listing() -> Iterator[str]:
    """Yield all codes with their titles, by family."""
    from kamctl.checks.texts.registry import FAMILIES

    yield translate(msg("Rules of `kamctl check`; `kamctl explain KAM203` shows one:"))
    for family in FAMILIES:
        yield ""
        yield from prose(f"{translate(family.title)} – {translate(family.question)}", width())
        yield from two_columns([(rule.code, translate(rule.title)) for rule in family.rules])


def explanation(topic: str, columns: int) -> Iterator[str]:
    """Yield the lines about one code. Raises KamError (exit 2) if there is none."""
    from kamctl.checks.texts.registry import BY_CODE

    code = f"KAM{topic.lstrip('KkAaMm-')}"
    if code not in BY_CODE:
        family = [one for one in BY_CODE if one[:4] == code[:4]]
        hint = did_you_mean(code, family) or msg("`kamctl explain` lists the rules")
        raise KamError(msg("no rule {code}", code=code), USAGE, hint)
    for index, paragraph in enumerate(paragraphs(BY_CODE[code])):
        if index:
            yield ""
        yield from prose(paragraph, columns)


def paragraphs(rule: "RuleText") -> Iterator[str]:
    """Yield the paragraphs about a rule: title, rule, why, example, remedy."""
    severity = word("severity", rule.severity)
    yield translate(msg("{code} ({severity}): {title}", code=rule.code, severity=severity, title=rule.title))
    yield translate(rule.rule)
    yield translate(msg("Why: {reason}", reason=rule.why))
    yield translate(msg("Wrong:"))
    yield indented(rule.wrong)
    yield translate(msg("Right:"))
    yield indented(rule.right)
    yield translate(msg("What to do: {remedy}", remedy=rule.remedy))


def indented(example: str) -> str:
    """Return an example as lines that are kept as they are."""
    return "\n".join(f"    {line}" for line in example.splitlines())
