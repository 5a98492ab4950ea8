"""KAM6xx: what a book that is cared for has."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

PRACTICE = Family(
    msg("Practice"),
    msg("Is what we know of the customers cared for?"),
    (
        RuleText(
            "KAM601", "warning",
            msg("a key account without a plan"),
            msg("An account of care class A, or whose relationship is mid-KAM or beyond, has a plan.yaml: its own, or "
                "one of an account above it. The tier is no criterion here, since it follows from figures."),
            msg("What makes an account a key account is that somebody planned what to do with it."),
            "care_class: A   # and no plan.yaml in the folder\n",
            "# plan.yaml\nobjectives:\n  - {what: replace the six old checkweighers in Chengdu, due: 2027-06-30}\n",
            msg("Write the plan: two objectives and their actions are a start."),
        ),
        RuleText(
            "KAM602", "warning",
            msg("no activity for long"),
            msg("The last activity of an account is at most practice.silent_days old (default 90). An account without "
                "any counts if it is a key account or has an open deal, in a book that keeps activities."),
            msg("Customers that nobody calls are called by others."),
            "- {on: 2026-06-08, kind: call}   # and nothing since\n",
            "- {on: 2026-11-12, kind: call, outcome: budget comes in January}\n",
            msg("Call or visit, and write it down."),
        ),
        RuleText(
            "KAM603", "warning",
            msg("no next step"),
            msg("An open deal has a next step, and its due day is not past."),
            msg("A deal without one is waiting for the customer, who is waiting for us."),
            "history:\n  - {on: 2026-08-03, stage: nurture}\n",
            "next_step: {what: technical meeting with samples, by: lin-yue, due: 2026-11-26}\n",
            msg("Agree on the step with the customer, and write it into next_step."),
        ),
        RuleText(
            "KAM604", "warning",
            msg("overdue"),
            msg("The close date of an open deal is not past."),
            msg("The quarter's forecast counts on it: either the order came, or it is expected on another day."),
            "- {on: 2026-08-03, stage: compare, close: 2026-10-30}   # today is 2026-11-20\n",
            "- {on: 2026-11-20, close: 2027-01-29, note: their board meets in January}\n",
            msg("Add an entry with the outcome, or with the day that is expected now."),
        ),
        RuleText(
            "KAM605", "warning",
            msg("judgements that are old"),
            msg("The ratings of an account, each by itself, and of the people in open deals the youngest of influence, "
                "level and stance are at most practice.stale_days old (default 365)."),
            msg("The score leaves out what is too old, and people change their minds."),
            "level: [{on: 2025-03-01, value: 3}]\n",
            "level: [{on: 2025-03-01, value: 3}, {on: 2026-11-12, value: 3}]\n",
            msg("Judge anew and add an entry, also if the value is the same."),
        ),
        RuleText(
            "KAM606", "warning",
            msg("nobody is known who decides"),
            msg("From the first stage that needs an amount on, an open deal has a decision maker: in its roles, or "
                "among the account's active contacts who work at the deal's site or at none in particular."),
            msg("The date and the budget are set by somebody. As long as we don't know by whom, they are not set."),
            "roles: [{contact: li-na, role: technical}]\n",
            "roles: [{contact: li-na, role: technical}, {contact: wang-jianping, role: decision_maker}]\n",
            msg("Find out who decides, and meet them."),
        ),
    ),
)  # fmt: skip
