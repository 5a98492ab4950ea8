"""KAM7xx: what another tool, or another reader, would understand differently."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

TRAPS = Family(
    msg("Traps of YAML and of dates"),
    msg("Would another tool, or another reader, understand the same?"),
    (
        RuleText(
            "KAM701", "error",
            msg("a text that must be quoted"),
            msg("A text that other YAML tools would read as a number, day, boolean or null is quoted."),
            msg("kamctl takes it as written; others make false of Norway's code, 44 of 0044 and 1.1 of version 1.10, "
                "and write that back."),
            "country: NO\n",
            'country: "NO"\n',
            msg("Quote it. `kamctl check --fix` does so, and changes nothing else."),
        ),
        RuleText(
            "KAM702", "warning",
            msg("judgements without a day"),
            msg("Ratings and answers of an account say on which day they were learnt."),
            msg("A bare value is used, but nobody can tell when it is too old, and it can't be seen to change."),
            "ratings: {influence: 4}\n",
            "ratings:\n  influence: [{on: 2026-05-02, value: 4, source: plant visit}]\n",
            msg("Write the value as an entry with its day; a guess of the month is better than none."),
        ),
        RuleText(
            "KAM703", "error",
            msg("two entries of one day"),
            msg("The entries of a dated value have different days; at most one has none."),
            msg("The last one on or before a day holds; of two on one day nobody could tell the later."),
            "influence: [{on: 2026-05-02, value: 4}, {on: 2026-05-02, value: 3}]\n",
            "influence: [{on: 2026-05-02, value: 3}]\n",
            msg("Keep the one that holds, or correct a day."),
        ),
        RuleText(
            "KAM704", "warning",
            msg("an entry from the future"),
            msg("Entries of histories, dated values, activities, surveys, quotes and ledgers are not dated after the "
                "day of the report. Told once for a file."),
            msg("What has not happened is no fact. It counts from its day on, and then surprises everybody."),
            "- {on: 2062-11-12, kind: call}\n",
            "- {on: 2026-11-12, kind: call}\n",
            msg("Look for a wrong year. What is planned goes into next_step or into the account plan."),
        ),
    ),
)  # fmt: skip
