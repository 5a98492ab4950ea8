"""The text of a rule, as `kamctl explain KAM203` and the reference of rules show it."""

from dataclasses import dataclass

from kamctl.errors import Message, Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a code stands for. `wrong` and `right` are the smallest example of a file, or of a part of one."""

    code: str
    severity: Severity
    title: Message
    rule: Message
    why: Message
    wrong: str
    right: str
    remedy: Message


@dataclass(frozen=True, slots=True)
class Family:
    """The codes of one hundred: KAM101 to KAM199 are about reading."""

    title: Message
    question: Message
    rules: tuple[RuleText, ...]
