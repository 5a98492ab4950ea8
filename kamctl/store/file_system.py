"""How the file system under a folder treats names, found out by writing one there."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kamctl.errors import IO, KamError, msg
from kamctl.files import TEMPORARY

COMPOSED = "\u00c5"  # A with ring, as one character
LOWER = "a"


@dataclass(frozen=True, slots=True)
class Naming:
    """Whether `a` and `A` are two names, and whether a name is kept in the characters in which it was written."""

    tells_case: bool
    keeps_characters: bool


def naming(folder: Path) -> Naming:
    """Return how names are treated in a folder; nothing is left behind.

    Raises KamError (exit 5) if nothing can be written there.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=TEMPORARY, dir=folder) as name:
            probe = Path(name)
            (probe / LOWER).touch()
            tells_case = not os.path.lexists(probe / LOWER.upper())
            (probe / COMPOSED).touch()
            return Naming(tells_case, COMPOSED in {path.name for path in probe.iterdir()})
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise KamError(msg("can't write {path}: {reason}", path=folder, reason=reason), IO) from error
