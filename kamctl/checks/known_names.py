"""All names that a book knows, by the kind of thing they name: what an editor may offer, and what a field may hold.

It rests on the same lists as the rules of `checks.names`. Those judge each name where it stands; a list for all
files can't, so a site is offered in every account, an option with every product.
"""

from collections.abc import Collection, Iterator

from kamctl.checks.names import FILE_OF, SCOPED, Names
from kamctl.records.book import Book
from kamctl.records.install import OWN


def known_names(book: Book) -> dict[str, Collection[str]]:
    """Return the names by kind, those of broken records included.

    A kind is left out where its names are not all known (the file that lists them is broken), or where the book has
    not listed any yet.
    """
    names = Names(book)
    shared = {target: {*known, *broken(book, target)} for target, known in names.shared.items()}
    found: dict[str, Collection[str]] = {
        **shared,
        "supplier": {OWN, *shared["competitor"]},
        "option": {option for product in book.products.values() for option in product.options},
        "site": {site for sites in names.sites.values() for site in sites},
        **{target: set(both_forms(names, target)) for target in SCOPED},
    }
    return {target: known for target, known in found.items() if known and not unsure(book, target)}


def both_forms(names: Names, target: str) -> Iterator[str]:
    """Yield the short and the full ids of records that belong to accounts."""
    for short, full_ids in names.scoped[target].items():
        yield from (short, *full_ids)


def broken(book: Book, target: str) -> Iterator[str]:
    """Yield the names of the records of a kind that are there and can't be used."""
    return (full_id for kind, full_id in book.broken if kind == target)


def unsure(book: Book, target: str) -> bool:
    """Return whether a file that lists names of this kind can't be read."""
    if target == "site":
        return any(broken(book, "account"))
    file = FILE_OF.get(target)
    return file is not None and (file, file) in book.broken
