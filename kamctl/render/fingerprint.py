"""What tells one finding from another from run to run, so that known ones are not reported as new."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from kamctl.errors import Problem

MOST_LOOKED_AT = 1_000


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    """Return a fingerprint for each problem, in their order.

    It rests on code, file and the text of the line (of a long one, its beginning), not on the number of the line, nor
    on a wording that counts days. Of several alike in one file, each has its number among them.
    """
    ordered = sorted(range(len(problems)), key=lambda index: problems[index].place)
    seen: Counter[tuple[str, ...]] = Counter()
    found = [""] * len(problems)
    for index in ordered:
        problem = problems[index]
        facts = (problem.code, problem.place.path, (problem.excerpt or "").strip()[:MOST_LOOKED_AT])
        found[index] = digest(*facts, str(seen[facts]))
        seen[facts] += 1
    return found


def digest(*facts: str) -> str:
    """Return 32 hexadecimal digits for some texts."""
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
