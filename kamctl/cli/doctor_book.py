"""What `kamctl doctor` says of the book found here: where it is, its settings, git, what guards it, the file system."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kamctl.errors import KamError, Message, msg
from kamctl.render.signs import Sign, State

if TYPE_CHECKING:
    from kamctl.records.settings import Settings
    from kamctl.store.git import Repository

LABELS = {
    "book": msg("Book"),
    "settings": msg("Settings"),
    "time_zone": msg("Time zone"),
    "repository": msg("Repository"),
    "hooks": msg("Hooks"),
    "private": msg("Private facts"),
    "file_system": msg("File system"),
    "editor": msg("Editors"),
}


def book_signs(given: str | None) -> Iterator[Sign]:
    """Yield the signs of the book that the option --book, the environment or the folder leads to, if there is one."""
    from kamctl.store.find import find_book

    try:
        root = find_book(given, Path.cwd(), os.environ)
    except KamError as error:
        named = given is not None or bool(os.environ.get("KAMCTL_BOOK"))
        yield Sign("book", LABELS["book"], "fail" if named else "warn", error.message, error.hint)
        return
    yield Sign("book", LABELS["book"], "ok", origin(root, given))
    yield from signs_at(root)


def origin(root: Path, given: str | None) -> Message:
    """Return how the book was found. Where it lies is told only from here: a whole path may hold a person's name."""
    from kamctl.store.find import VARIABLE

    if given is not None:
        return msg("named by {origin}", origin="--book")
    if os.environ.get(VARIABLE):
        return msg("named by {origin}", origin=VARIABLE)
    way = Path(os.path.relpath(root)).as_posix()
    return msg("this folder") if way == "." else msg("found in {way}", way=way)


def signs_at(root: Path) -> Iterator[Sign]:
    """Yield the signs of the book at `root`."""
    settings = read_settings(root)
    yield version(settings)
    if settings:
        yield looked("time_zone", "fail", lambda: time_zone(settings.time_zone))
    yield looked("file_system", "warn", lambda: file_system(root))
    yield looked("editor", "warn", lambda: editor(root))
    yield from repository_signs(root)


def looked(key: str, state: State, look: Callable[[], Sign]) -> Sign:
    """Return what `look` says; a sign in `state` where it can't be found out."""
    try:
        return look()
    except KamError as error:
        return Sign(key, LABELS[key], state, error.message, error.hint)


def sign(key: str, state: State, found: Message, help: Message | None = None) -> Sign:
    """Return a sign of the book."""
    return Sign(key, LABELS[key], state, found, help)


def read_settings(root: Path) -> "Settings | None":
    """Return the settings of the book, None if they are broken."""
    from kamctl.errors import DataError
    from kamctl.store.read import read_book
    from kamctl.store.source import WorkTree

    try:
        return read_book(WorkTree(root), {"settings"})[0].settings
    except DataError:
        return None


def version(settings: "Settings | None") -> Sign:
    """Say whether this kamctl knows the version of the book's files."""
    from kamctl.records.settings import Settings

    known = Settings.model_fields["schema_version"].default
    if settings is None:
        return sign("settings", "fail", msg("they can't be read"), msg("`kamctl check` says where they are broken"))
    found = msg("version {version} of the file format", version=settings.schema_version)
    if settings.schema_version > known:
        return sign(
            "settings", "fail", found, msg("this kamctl knows version {version}: install a newer", version=known)
        )
    return sign("settings", "ok", found)


def time_zone(name: str) -> Sign:
    """Say whether the data of the book's time zone are there, and whether the system has them or a package."""
    from zoneinfo import TZPATH, ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        help = msg("write a name of the IANA database, e.g. Asia/Shanghai; its data come with `pip install tzdata`")
        return sign("time_zone", "fail", msg("no data for {name}", name=name), help)
    of_system = any(Path(folder, name).is_file() for folder in TZPATH)
    found = msg("{name}, of the system", name=name) if of_system else msg("{name}, of the package tzdata", name=name)
    return sign("time_zone", "ok", found)


def file_system(root: Path) -> Sign:
    """Say how names are treated. All is well either way: ids are lower-case letters of ASCII."""
    from kamctl.store.file_system import naming

    found = naming(root)
    case = msg("tells a from A") if found.tells_case else msg("takes a and A for one name")
    kept = msg("keeps names as written") if found.keeps_characters else msg("writes accents in a form of its own")
    return sign("file_system", "ok", msg("{facts}", facts=[case, kept]))


def editor(root: Path) -> Sign:
    """Say whether the schemas for editors know all names of the book."""
    from kamctl.cli.schema import OF_A_BOOK, names_in, schema_texts, text_of
    from kamctl.store.source import WorkTree

    folder, again = root / OF_A_BOOK, msg("run `kamctl schema --book`")
    if not folder.is_dir():
        return sign("editor", "ok", msg("no schemas; with them an editor completes keys and names"), again)
    texts = schema_texts(names_in(WorkTree(root)))
    if any(text_of(folder / name) != text for name, text in texts.items()):
        return sign("editor", "warn", msg("the schemas are out of date"), again)
    return sign("editor", "ok", msg("the schemas know all names"))


def repository_signs(root: Path) -> Iterator[Sign]:
    """Yield what git has to say of the book, as far as there is a git and a repository."""
    from kamctl.store.git import find_repository

    try:
        repository = find_repository(root)
    except KamError as error:
        yield sign("repository", "warn", error.message, error.hint)
        return
    if repository is None:
        help = msg("`git init` and `kamctl commit` start its history")
        yield sign("repository", "warn", msg("the book has no history"), help)
        return
    yield state_of(repository)
    yield hook_sign(repository)
    yield looked("private", "warn", lambda: private(repository))


def state_of(repository: "Repository") -> Sign:
    """Say whether the history is whole and nothing is left half done."""
    from kamctl.store.committing import refuse_if_busy

    try:
        refuse_if_busy(repository)
    except KamError as error:
        return sign("repository", "warn", error.message, error.hint)
    if repository.incomplete:
        help = msg("fetch the rest with `git fetch --unshallow`, or `git fetch --refetch` for a partial clone")
        return sign("repository", "warn", msg("the history is incomplete"), help)
    return sign("repository", "ok", msg("the book has a history"))


def hook_sign(repository: "Repository") -> Sign:
    """Say whether a commit made with git itself is checked. `kamctl commit` checks always."""
    from kamctl.store.guard import Hook, hook

    said: dict[Hook, tuple[State, Message, Message | None]] = {
        "own": ("ok", msg("a hook checks each commit"), None),
        "managed": ("ok", msg("pre-commit checks each commit"), None),
        "not installed": ("warn", msg("pre-commit is set up, and not installed here"), msg("run `pre-commit install`")),
        "not executable": ("warn", msg("git does not run the hook"), msg("make it executable with `chmod +x`")),
        "none": (
            "warn",
            msg("git commits without a check"),
            msg("use `kamctl commit`, or let pre-commit run the hook kamctl-check"),
        ),
    }
    return sign("hooks", *said[hook(repository)])


def private(repository: "Repository") -> Sign:
    """Say whether personal facts are kept out of git. How many there are in it is told, not whose."""
    from kamctl.store.guard import private_in_git, private_is_ignored

    count = private_in_git(repository)
    if count:
        help = msg("take them out with `git rm --cached`; earlier commits, and clones, hold them still")
        return sign("private", "fail", msg("files of personal facts in git: {count}", count=count), help)
    if not private_is_ignored(repository):
        help = msg("write the line `*.private.yaml` into .gitignore")
        return sign("private", "warn", msg("no .gitignore keeps them out of git"), help)
    return sign("private", "ok", msg("kept out of git"))
