"""The forms in which `kamctl check` writes what it found: which one, and from where paths are told."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kamctl.errors import USAGE, KamError, Place, Problem, msg

if TYPE_CHECKING:
    from kamctl.render.findings import Rule

FORMS = ("text", "json", "csv", "github", "gitlab", "sarif")
ENDINGS = {".txt": "text", ".json": "json", ".csv": "csv", ".sarif": "sarif"}
# What code hosts read: there, paths start at the top of the repository.
OF_HOSTS = ("github", "gitlab", "sarif")
Shown = Callable[[str], str]
"""The path that is shown for one in the book."""


def form_of(given: str | None, output: Path | None, stream: TextIO, environment: Mapping[str, str]) -> str:
    """Return the form: what was given, else by the ending of the file, else text; in GitHub Actions its own.

    Raises KamError (exit 2) for an unknown form, and where form and ending contradict each other.
    """
    form = "text" if given == "table" else given
    if form is not None and form not in FORMS:
        raise KamError(
            msg("--format {format}: no such format", format=form), USAGE, msg("allowed: {allowed}", allowed=FORMS)
        )
    if output is not None:
        return form if form in OF_HOSTS else form_by_ending(form, output)
    on_github = environment.get("GITHUB_ACTIONS") == "true" and not stream.isatty()
    return form or ("github" if on_github else "text")


def form_by_ending(given: str | None, output: Path) -> str:
    """Return the form of a file. (Reports for code hosts may have any name: the hosts prescribe some.)"""
    found = ENDINGS.get(output.suffix.lower())
    if found is None:
        known = msg("known endings: {endings}", endings=tuple(ENDINGS))
        raise KamError(msg("-o {file}: unknown kind of file", file=output), USAGE, known)
    if given and given != found:
        raise KamError(msg("-o {file} and --format {format} contradict each other", file=output, format=given), USAGE)
    return found


def paths_for(form: str, root: Path, cwd: Path) -> Shown:
    """Return how paths are told in a form: from the book in rows, from the repository's top for code hosts.

    In text they start where the user is, so that terminals and editors can open them; if the book lies neither
    below nor above, in the book.
    """
    from kamctl.store.find import top_of_repository

    if form in OF_HOSTS:
        return from_folder(root, top_of_repository(root) or cwd)
    return from_folder(root, cwd) if form == "text" else str


def from_folder(root: Path, folder: Path) -> Shown:
    """Return how to tell paths of the book at `root` from a folder above it or in it."""
    book, here = Path(os.path.realpath(root)), Path(os.path.realpath(folder))
    if book.is_relative_to(here):
        way = book.relative_to(here).as_posix()
        return str if way == "." else lambda path: f"{way}/{path}"
    if here.is_relative_to(book):
        return lambda path: Path(os.path.relpath(book / path, here)).as_posix()
    return str


def relocated(problem: Problem, shown: Shown) -> Problem:
    """Return a problem whose places are told with the paths shown."""

    def moved(place: Place) -> Place:
        return replace(place, path=shown(place.path))

    return replace(problem, place=moved(problem.place), also=tuple(map(moved, problem.also)))


def rules() -> "Mapping[str, Rule]":
    """Return what each code means."""
    from kamctl.checks.texts.registry import BY_CODE
    from kamctl.render.findings import Rule

    return {
        code: Rule(text.severity, text.title, text.rule, text.why, text.remedy, text.wrong, text.right)
        for code, text in BY_CODE.items()
    }
