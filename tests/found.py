"""Findings for the tests of the forms in which they are written."""

from collections.abc import Sequence
from datetime import date

from kamctl.errors import Place, Problem, msg
from kamctl.render.findings import Findings, Rule
from kamctl.render.sheet import Heading
from kamctl.render.terminal import Screen

WARNING = Problem(
    "KAM603",
    Place("data/accounts/a/account.yaml", 1, 1, 1, 5),
    msg("no next step"),
    msg("add one, or close it"),
    "warning",
    "name: Nordlicht",
)
ERROR = Problem(
    "KAM301",
    Place("data/accounts/b/account.yaml", 12, 8, 12, 15),
    msg("there is no such {what}: 100%, really", what="person"),
    excerpt="  owner: lin-you",
    also=(Place("data/team.yaml", 2, 3),),
)
HEADING = Heading("check", "Luoheng", date(2026, 11, 20), "book", "CNY")
RULES = {
    "KAM301": Rule("error", msg("no such name"), msg("Names lead somewhere."), msg("Why."), msg("Do."), "a: b\n", "c\n")
}


def found(
    problems: Sequence[Problem] = (WARNING, ERROR), others: Sequence[Problem] = (), width: int | None = None
) -> Findings:
    """Return what a check of three files found."""
    return Findings(HEADING, problems, 3, 20, 0.01234, "1.2.3", Screen(width), others, rules=RULES)
