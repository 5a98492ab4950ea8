"""Did you mean …? The nearest of the allowed names. A leaf module: everybody may use it."""

from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from kamctl.errors import Message, msg

MOST = 3
MOST_ALIKE = 10
CUTOFF = 0.6
MOST_COMPARED = 200_000


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name most like `name`, or None where none is near. Case does not count."""
    by_folded = {one.casefold(): one for one in sorted(allowed, reverse=True)}
    folded = name.casefold()
    found = get_close_matches(folded, by_folded, n=MOST_ALIKE, cutoff=CUTOFF)
    return by_folded[max(found, key=lambda one: likeness(folded, one))] if found else None


def likeness(name: str, other: str) -> tuple[float, int]:
    """Return how much two names have in common; of equals, those are nearer that begin alike: cw-c36 and cw-c35."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))
    return SequenceMatcher(None, other, name).ratio(), alike


class Search:
    """Looks for the nearest names as long as its patience lasts: where very many are wrong, that takes long.

    `patience` counts the comparisons that are left.
    """

    def __init__(self) -> None:
        self.patience = MOST_COMPARED

    def nearest(self, name: str, allowed: Collection[str]) -> str | None:
        """Return the allowed name most like `name`; None where none is near, or was looked for."""
        self.patience -= len(allowed)
        return nearest(name, allowed) if self.patience >= 0 else None


def did_you_mean(given: str, known: Iterable[str], names: Mapping[str, Iterable[str]] | None = None) -> Message | None:
    """Return a hint with the ids nearest to what was given, by id or by one of their names; None if none is near."""
    by_text: dict[str, str] = {}
    for id in sorted(known, reverse=True):
        for text in (*(names or {}).get(id, ()), id):
            by_text[text.casefold()] = id
    near = get_close_matches(given.casefold(), by_text, n=MOST, cutoff=CUTOFF)
    near = near or [text for text in sorted(by_text) if given and given.casefold() in text]
    ids = list(dict.fromkeys(by_text[text] for text in near))[:MOST]
    return msg("did you mean {names}?", names=ids) if ids else None
