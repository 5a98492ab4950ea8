"""Read a book: every file of the kinds asked for, all faults at once."""

import gc
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from kamctl.errors import DataError, Place, Problem, msg
from kamctl.near import nearest
from kamctl.records.book import Book, Ledger
from kamctl.records.columns import Columns
from kamctl.records.kinds import BY_NAME, FOLDERS, KINDS, Kind, kind_of
from kamctl.records.scalar import ID
from kamctl.records.settings import Settings
from kamctl.store.bare_keys import may_be_bare
from kamctl.store.bulk import data_of_all
from kamctl.store.csv_text import read_table
from kamctl.store.record import reading
from kamctl.store.source import Source, Unread

Step = Callable[[int, int], None]
FILE = BY_NAME["settings"].path
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
NAMES = {name.partition(".")[0]: name for kind in KINDS if "{" not in (name := kind.path.rpartition("/")[2])}
NOTED = ("orders", "invoices", "receivables")
COLLECTIONS = {
    "competitor": "competitors", "targets": "targets", "account": "accounts", "contact": "contacts",
    "install": "installs", "opportunity": "opportunities", "quote": "quotes", "contract": "contracts",
    "activities": "activities", "survey": "surveys", "plan": "plans",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """What was read so far."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: dict[tuple[str, str], Any] = field(default_factory=dict)
    spoilt: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    columns: dict[str, Columns] = field(default_factory=dict)
    noted: bool = False

    def columns_of(self, kind: str) -> Columns | None:
        """Return what notes the columns of a ledger: of those that statistics need, not of orders beside invoices."""
        wanted = self.noted and kind in NOTED and not (kind == "orders" and self.rows.get("invoices"))
        return self.columns.setdefault(kind, Columns()) if wanted else None


@contextmanager
def without_collection() -> Iterator[None]:
    """Switch the garbage collector off: records hold no cycles, and it costs 15 to 30 % of a long read.

    What was made meanwhile is set aside from later collections, of which the first would go through all of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def read_book(
    source: Source,
    kinds: Collection[str] | None = None,
    lenient: bool = False,
    step: Step | None = None,
    columns: bool = False,
) -> tuple[Book, list[Problem]]:
    """Return the book with the records of `kinds` (None: all) and the problems of their files.

    Broken records are left out. Raises DataError when the settings are broken, unless `lenient`, which puts
    the defaults in their place. `step` is told how many files of how many are done. With `columns`, ledgers are noted
    by columns, too, while they are read: whoever needs them has them sooner.
    """
    found = Found(noted=columns)
    wanted = [(path, kind, names) for path, kind, names in files(source, found) if kinds is None or kind.name in kinds
              or kind.name == "settings"]  # fmt: skip
    records = [(path, kind, names) for path, kind, names in wanted if not kind.ledger]
    ledgers = read_ledgers(source, [(path, kind, names) for path, kind, names in wanted if kind.ledger], found)
    with without_collection():
        sound = sound_records(source, [(path, kind) for path, kind, _ in records], step, ledgers)
        for path, kind, names in records:
            record = sound.pop(path, None)
            if record is None:
                read_file(source, path, kind, names, found)
            else:
                found.records.setdefault(kind.name, {})[full_id(kind, names)] = record
    found.problems = sorted([*found.problems, *source.problems()], key=lambda problem: problem.place)
    if kinds is not None:
        found.problems = [problem for problem in found.problems if concerns(problem, kinds)]
    return book_of(found, kinds, lenient), found.problems


def read_ledgers(source: Source, wanted: Sequence[tuple[str, Kind, dict[str, str]]], found: Found) -> Iterator[None]:
    """Read ledgers into `found`, one at each step."""
    for path, kind, names in wanted:
        read_file(source, path, kind, names, found)
        yield


def sound_records(
    source: Source, wanted: Sequence[tuple[str, Kind]], step: Step | None, meanwhile: Iterator[None]
) -> dict[str, BaseModel]:
    """Return by path the records of the files in which there is no fault; `read_file` tells what the others have.

    `meanwhile` is other work, done here while a second process, if there is one, begins.
    """
    found: dict[str, BaseModel] = {}
    done = 0
    for start, batch in data_of_all(source, [path for path, _ in wanted], meanwhile):
        for (path, kind), raw in zip(wanted[start : start + len(batch)], batch, strict=True):
            with suppress(ValidationError):
                record = kind.model.model_validate(raw)
                if not may_be_bare(kind, raw):
                    found[path] = record
        done += len(batch)
        if step:
            step(done, len(wanted))
    return found


def concerns(problem: Problem, kinds: Collection[str]) -> bool:
    """Return whether a report that needs `kinds` must tell of a problem.

    Not of files of other kinds or of none; but of a folder that can't be read, whatever it may hold.
    """
    path = problem.place.path
    known = kind_of(path)
    if known is None:
        return problem.code == "KAM112" and path.partition("/")[0] in FOLDERS and "." not in path
    return known[0].name in kinds or known[0].name == "settings"


def files(source: Source, found: Found) -> Iterator[tuple[str, Kind, dict[str, str]]]:
    """Yield the files that hold records; a file in a wrong place or with a wrong name is a problem."""
    paths = source.paths()
    folded = Counter(map(alike, paths))
    for path in paths:
        known = kind_of(path)
        problem = misnamed(path, *known) if known else misplaced(path)
        if problem and folded[alike(path)] > 1:
            twins = [Place(other) for other in paths if alike(other) == alike(path) and other != path]
            problem = replace(problem, also=tuple(twins))
        if problem:
            found.problems.append(problem)
        elif known:
            yield path, *known


def alike(path: str) -> str:
    """Return what a path has in common with those that some file systems, or people, take for the same."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path.casefold())


def misnamed(path: str, kind: Kind, names: dict[str, str]) -> Problem | None:
    """Return the problem of a file whose place is right and whose name is not."""
    period = PERIOD if kind.ledger else YEAR
    for part, name in names.items():
        if part in ("account", "id") and not usable(name):
            help = msg("lower-case letters a–z, digits and hyphens, at most 64")
            if name in RESERVED:
                help = msg("Windows keeps this name for a device")
            return Problem("KAM114", Place(path), msg("{name} is not an id", name=name), help)
        if part in ("year", "month") and not period.fullmatch(name):
            example = kind.path.replace("{year}", "2026").replace("{month}", "2026-11")
            help = msg("name the file as {path}", path=example)
            return Problem("KAM114", Place(path), msg("{name} is no year or month", name=name), help)
    return None


@cache
def usable(name: str) -> bool:
    """Return whether a file or folder name is an id that every file system takes."""
    return bool(ID.fullmatch(name)) and name not in RESERVED


def misplaced(path: str) -> Problem | None:
    """Return the problem of a YAML or CSV file that no kind of record has.

    None for what is none of a book's: a folder, or a file beside the settings, whose name is like none of theirs.
    """
    first, _, rest = path.partition("/")
    near = nearest_place(path)
    if nearest_name(first) is None if rest else near is None:
        return None
    if not path.endswith((".yaml", ".csv")):
        table = path.lower().endswith(".csv")
        must = (
            msg("is not read: its name must end in .csv") if table else msg("is not read: its name must end in .yaml")
        )
        return Problem("KAM114", Place(path), must)
    help = msg("did you mean {near}?", near=near) if near else msg("see the list of files in the reference of records")
    return Problem("KAM114", Place(path), msg("no kind of record has this name and place"), help)


@cache
def nearest_name(folder: str) -> str | None:
    """Return the folder of a book that has this name, or nearly."""
    return folder if folder in FOLDERS else nearest(folder, FOLDERS)


def nearest_place(path: str) -> str | None:
    """Return the path of a record that differs from `path` in the spelling only of its folders, or of its name.

    The second part is left as it is: below accounts it is an id.
    """
    *folders, name = path.split("/")
    spelt = [part if index == 1 else nearest_name(part) or part for index, part in enumerate(folders)]
    stem = name.partition(".")[0]
    names = [f"{stem}.yaml" if name.endswith(".yml") else name, NAMES.get(nearest(stem, NAMES) or "", name)]
    found = ["/".join([*spelt, one]) for one in names]
    return next((one for one in found if kind_of(one)), None)


def read_file(source: Source, path: str, kind: Kind, names: dict[str, str], found: Found) -> None:
    """Read one file into `found`."""
    try:
        data = source.read(path)
    except Unread as error:
        found.problems.append(error.problem)
        found.broken[kind.name, full_id(kind, names)] = None
        return
    if kind.ledger:
        rows, problems, spoilt = read_table(kind, path, data, found.columns_of(kind.name))
        found.rows.setdefault(kind.name, []).extend(rows)
        found.spoilt.setdefault(kind.name, []).extend(spoilt)
    else:
        record, problems, raw = reading(kind, path, data)
        if record is None:
            found.broken[kind.name, full_id(kind, names)] = raw
        else:
            found.records.setdefault(kind.name, {})[full_id(kind, names)] = record
    found.problems += problems


def full_id(kind: Kind, names: dict[str, str]) -> str:
    """Return `account/name`, the account alone for its own file, or the year of targets."""
    if "id" in names and "account" in names:
        return f"{names['account']}/{names['id']}"
    return names.get("account") or names.get("id") or names.get("year") or kind.name


def book_of(found: Found, kinds: Collection[str] | None, lenient: bool) -> Book:
    """Build the book of what was read."""
    settings = found.records.get("settings", {}).get("settings")
    if settings is None and not lenient:
        problems = settings_problems(found)
        message = msg("the settings of the book are broken") if problems else msg("the book has no {file}", file=FILE)
        raise DataError(message, problems)
    settings = settings or Settings(currency="CNY")
    values: dict[str, Any] = {target: found.records.get(name, {}) for name, target in COLLECTIONS.items()}
    for name in ("products", "team"):
        record = found.records.get(name, {}).get(name)
        values[name] = record.root if record else {}
    for name in ("orders", "invoices", "receivables", "rates"):
        rows = found.rows.get(name, [])
        spoilt = tuple(found.spoilt.get(name, ()))
        noted = found.columns.get(name)
        columns = noted if noted is not None and len(noted.days) == len(rows) else None
        values[name] = Ledger(tuple(row for _, row in rows), tuple(place for place, _ in rows), spoilt, columns)
    private = (full_id for kind, full_id in found.broken if kind == "private")
    values["private"] = tuple(sorted((*found.records.get("private", ()), *private)))
    known = None if kinds is None else frozenset(kinds)
    return Book(settings=settings, broken=found.broken, kinds=known, **values)


def settings_problems(found: Found) -> tuple[Problem, ...]:
    return tuple(problem for problem in found.problems if problem.place.path == FILE)
