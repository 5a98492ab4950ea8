"""All codes of `kamctl check` with their texts, by family."""

from kamctl.checks.texts.fields import FIELDS
from kamctl.checks.texts.histories import HISTORIES
from kamctl.checks.texts.money import MONEY
from kamctl.checks.texts.practice import PRACTICE
from kamctl.checks.texts.reading import READING
from kamctl.checks.texts.references import REFERENCES
from kamctl.checks.texts.rule_text import RuleText
from kamctl.checks.texts.settings import SETTINGS
from kamctl.checks.texts.traps import TRAPS

FAMILIES = (READING, FIELDS, REFERENCES, HISTORIES, MONEY, PRACTICE, TRAPS, SETTINGS)
BY_CODE: dict[str, RuleText] = {rule.code: rule for family in FAMILIES for rule in family.rules}
