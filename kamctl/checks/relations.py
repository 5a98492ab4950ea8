"""Relations: chains of records must end somewhere, and no two things may share a name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kamctl.checks.finding import Finding, Path, Spot, file_of
from kamctl.errors import Message, msg
from kamctl.records.book import Book, account_of

CHAINS: tuple[tuple[str, str, str, Message], ...] = (
    ("contact", "contacts", "reports_to", msg("who reports to whom goes in a circle: {chain}")),
    ("quote", "quotes", "supersedes", msg("quotes replace each other in a circle: {chain}")),
    ("products", "products", "successor", msg("products succeed each other in a circle: {chain}")),
    ("team", "team", "manager", msg("who manages whom goes in a circle: {chain}")),
)


def chains(book: Book, day: date) -> Iterator[Finding]:
    """KAM305: following a field from record to record leads back to the first."""
    for kind, collection, field, message in CHAINS:
        records: Mapping[str, Any] = getattr(book, collection)
        following = dict(links(records, field, kind in ("contact", "quote")))
        for circle in circles(following):
            first, *others = [spot_of(kind, one, field, getattr(records[one], field)) for one in circle]
            said = replace(message, values={"chain": " → ".join([*circle, circle[0]])})
            yield Finding("KAM305", first.file, first.path, said, value=first.value, also=tuple(others))


def links(records: Mapping[str, Any], field: str, in_account: bool) -> Iterator[tuple[str, str]]:
    """Yield record and following record, by full id."""
    for full_id, record in records.items():
        name = getattr(record, field)
        if name is not None:
            yield full_id, f"{account_of(full_id)}/{name}" if in_account and "/" not in name else name


def circles(following: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each circle once, from its first name by the alphabet."""
    done: set[str] = set()
    for start in following:
        walked: dict[str, int] = {}
        current: str | None = start
        while current is not None and current not in done:
            done.add(current)
            walked[current] = len(walked)
            current = following.get(current)
        if current in walked:
            circle = list(walked)[walked[current] :]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


def spot_of(kind: str, full_id: str, field: str, value: str) -> Spot:
    """Return the place of a field of a record; products and people stand in one file."""
    whole = kind in ("products", "team")
    return Spot(file_of(kind, full_id), (full_id, field) if whole else (field,), value)


def alike(book: Book, day: date) -> Iterator[Finding]:
    """KAM306: two codes of the catalogue that differ in upper and lower case only."""
    listed: list[tuple[Path, Collection[str]]] = [((), book.products)]
    listed += [((code, "options"), product.options) for code, product in book.products.items() if product.options]
    for path, codes in listed:
        names = list(codes)
        for first, second in twins([name.casefold() for name in names]):
            code, other = names[second], names[first]
            message = msg("{code} differs from {other} in upper and lower case only", code=code, other=other)
            also = (Spot("products.yaml", (*path, other), other),)
            yield Finding("KAM306", "products.yaml", (*path, code), message, value=code, also=also)


def sites(book: Book, day: date) -> Iterator[Finding]:
    """KAM307: two sites of an account have one id."""
    for name, account in book.accounts.items():
        ids = [site.id for site in account.sites]
        if len(set(ids)) == len(ids):
            continue
        file = file_of("account", name)
        for first, second in twins(ids):
            message = msg("the account has two sites {id}", id=ids[first])
            path: Path = ("sites", second, "id")
            also = (Spot(file, ("sites", first, "id"), ids[first]),)
            yield Finding("KAM307", file, path, message, msg("give each its own id"), value=ids[first], also=also)


def twins(names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the first and of each further one of equal names."""
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        first = seen.setdefault(name, index)
        if first != index:
            yield first, index
