"""Did you mean: the nearest of the allowed names."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name most like `name`, or None where none is near. Case does not count."""
    by_folded = {one.casefold(): one for one in sorted(allowed, reverse=True)}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
