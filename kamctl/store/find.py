"""Find the book, as git finds a repository: what was given, KAMCTL_BOOK, upwards for kamctl.yaml, ./data."""

import os
from collections.abc import Mapping
from pathlib import Path

from kamctl.errors import USAGE, KamError, msg

SETTINGS = "kamctl.yaml"
VARIABLE = "KAMCTL_BOOK"


def find_book(given: str | None, cwd: Path, env: Mapping[str, str]) -> Path:
    """Return the folder of the book. Raises KamError (exit 2) naming where was looked."""
    if given is not None:
        return named_book(given, cwd, "--book")
    if env.get(VARIABLE):
        return named_book(env[VARIABLE], cwd, VARIABLE)
    for folder in (cwd, *cwd.parents, cwd / "data"):
        if is_book(folder):
            return folder
    raise KamError(
        msg("no book found: no {file} here, above, or in ./data", file=SETTINGS),
        USAGE,
        msg("name one with --book DIR, or start one with `kamctl init DIR`"),
    )


def is_book(folder: Path) -> bool:
    """Return whether `folder` holds the settings file that makes it a book."""
    try:
        return (folder / SETTINGS).is_file()
    except OSError:
        return False


def is_folder(folder: Path) -> bool:
    """Return whether there is a folder of that name; a name that no file system takes is none."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def named_book(named: str, cwd: Path, origin: str) -> Path:
    """Return the book that the user named by option or environment."""
    folder = (cwd / named).absolute()
    if named and is_book(folder):
        return folder
    if named and is_folder(folder):
        raise KamError(
            msg("{origin} {path}: no {file} in that folder", origin=origin, path=named, file=SETTINGS),
            USAGE,
            msg("start a book there with `kamctl init {path}`", path=named),
        )
    raise KamError(msg("{origin} {path}: no such folder", origin=origin, path=named), USAGE)


def top_of_repository(folder: Path) -> Path | None:
    """Return the top of the work tree that holds `folder`, None if there is none.

    It is looked for, git is not asked: where git is missing, or refuses a folder of somebody else's, paths are still
    told as the code host knows them.
    """
    real = Path(os.path.realpath(folder))
    return next((one for one in (real, *real.parents) if (one / ".git").exists()), None)
