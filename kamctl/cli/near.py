"""Did you mean …?"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from kamctl.errors import Message, msg

MOST = 3


def did_you_mean(given: str, known: Iterable[str], names: Mapping[str, Iterable[str]] | None = None) -> Message | None:
    """Return a hint with the ids nearest to what was given, by id or by one of their names; None if none is near."""
    by_text: dict[str, str] = {}
    for id in sorted(known, reverse=True):
        for text in (*(names or {}).get(id, ()), id):
            by_text[text.casefold()] = id
    near = get_close_matches(given.casefold(), by_text, n=MOST, cutoff=0.6)
    near = near or [text for text in sorted(by_text) if given and given.casefold() in text]
    ids = list(dict.fromkeys(by_text[text] for text in near))[:MOST]
    return msg("did you mean {names}?", names=ids) if ids else None
