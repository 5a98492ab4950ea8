"""Names given on the command line: an existing one, or an error that says which was perhaps meant."""

import unicodedata
from collections.abc import Iterable, Mapping

from kamctl.cli.names import Named
from kamctl.errors import USAGE, KamError, Message, msg
from kamctl.near import did_you_mean
from kamctl.records.book import Book, below


def chosen(given: str, known: Iterable[str], unknown: Message, names: Mapping[str, Iterable[str]]) -> str:
    """Return `given` if it is `known`; else raise KamError (exit 2) with the ids whose id or name is near.

    `names` maps an id to the names people use for it; one that is exactly a name is taken for its id, then one that is
    an id or a name but for capitals and full-width characters; if several are, none is taken.
    """
    ids = set(known)
    if given in ids:
        return given
    exact = sorted(id for id in ids if given in names.get(id, ()))
    alike = exact or sorted(id for id in ids if folded(given) in map(folded, (id, *names.get(id, ()))))
    if len(alike) == 1:
        return alike[0]
    raise KamError(unknown, USAGE, did_you_mean(given, ids, names))


def folded(text: str) -> str:
    """Return a text without what writers do in one way or another: capitals, full width, spaces around."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def names_of(records: Mapping[str, Named]) -> dict[str, list[str]]:
    """Return id -> the names of each record."""
    return {id: [name for name in (record.name, record.name_zh) if name] for id, record in records.items()}


def account(book: Book, given: str) -> str:
    """Return the id of an account. Needs kind `account`."""
    unknown = msg("no account {name}", name=given)
    return chosen(given, book.accounts, unknown, names_of(book.accounts))


def accounts_below(book: Book, given: str) -> list[str]:
    """Return the ids of an account and all accounts under it. Needs kind `account`."""
    return below(book.accounts, account(book, given))


def group(book: Book, given: str) -> str:
    """Return the id of a customer group: an account that is the root of its tree. Needs kind `account`."""
    roots = {id: record for id, record in book.accounts.items() if record.parent is None}
    if given in book.accounts and given not in roots:
        parent = book.accounts[given].parent
        raise KamError(msg("{name} is part of {parent}, no customer group", name=given, parent=parent), USAGE)
    return chosen(given, roots, msg("no customer group {name}", name=given), names_of(roots))


def owner(book: Book, given: str) -> str:
    """Return the id of one of our people. Needs kind `team`."""
    return chosen(given, book.team, msg("nobody in team.yaml is called {name}", name=given), names_of(book.team))


def product(book: Book, given: str) -> str:
    """Return the code of a product. Needs kind `products`."""
    return chosen(given, book.products, msg("no product {name}", name=given), names_of(book.products))


def segment(book: Book, given: str) -> str:
    """Return the id of a segment of the settings."""
    known = book.settings.segments
    return chosen(given, known, msg("no segment {name} in the settings", name=given), names_of(known))


def region(book: Book, given: str) -> str:
    """Return the id of a region of the settings."""
    known = book.settings.regions
    return chosen(given, known, msg("no region {name} in the settings", name=given), names_of(known))
