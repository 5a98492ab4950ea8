"""Folders: parents form a tree, each record lies with its account, each private file with its contact."""

from collections.abc import Iterator
from datetime import date

from kamctl.checks.finding import Finding
from kamctl.checks.references import OF_ACCOUNT
from kamctl.errors import msg
from kamctl.near import Search
from kamctl.records.account import Account
from kamctl.records.book import Book, account_of, customer_groups
from kamctl.records.kinds import BY_NAME

MOST_SHOWN = 8


def trees(book: Book, day: date) -> Iterator[Finding]:
    """KAM302: an account is above itself."""
    last = customer_groups(book.accounts)
    for name, account in book.accounts.items():
        if account.parent and book.accounts[last[name]].parent == name:
            message = msg(
                "the parents form a circle: {chain}", chain=" → ".join(circle(book.accounts, name, last[name]))
            )
            yield Finding("KAM302", BY_NAME["account"].path_of(name), ("parent",), message, value=account.parent)


def circle(accounts: dict[str, Account], name: str, last: str) -> Iterator[str]:
    """Yield the accounts from `name` up to itself, of a long circle the first ones and the `last`."""
    current: str | None = name
    for _ in range(MOST_SHOWN):
        if current == last or current is None:
            break
        yield current
        current = accounts[current].parent
    if current != last:
        yield "…"
    yield from (last, name)


def orphans(book: Book, day: date) -> Iterator[Finding]:
    """KAM303: a record lies in a folder without account.yaml."""
    told: set[str] = set()
    search = Search()
    for kind, full_id in of_accounts(book):
        account = account_of(full_id)
        if account not in told and not has_account(book, account):
            told.add(account)
            message = msg("the folder has no account.yaml: {folder}", folder=f"accounts/{account}")
            near = search.nearest(account, book.accounts)
            help = msg("did you mean {near}?", near=near) if near else None
            yield Finding("KAM303", BY_NAME[kind].path_of(full_id), (), message, help)


def of_accounts(book: Book) -> Iterator[tuple[str, str]]:
    """Yield kind and full id of every record that belongs to an account."""
    for kind, collection, _ in OF_ACCOUNT:
        if kind not in ("account", "competitor", "targets"):
            yield from ((kind, full_id) for full_id in getattr(book, collection))
    yield from (("private", full_id) for full_id in book.private)


def has_account(book: Book, account: str) -> bool:
    """Return whether an account has its file, be it broken."""
    return account in book.accounts or ("account", account) in book.broken


def strays(book: Book, day: date) -> Iterator[Finding]:
    """KAM114: a file of personal facts that belongs to no contact."""
    search = Search()
    for full_id in book.private:
        account, _, name = full_id.partition("/")
        if full_id in book.contacts or ("contact", full_id) in book.broken or not has_account(book, account):
            continue
        message = msg("there is no contact {name}: the file belongs to none", name=name)
        near = search.nearest(name, [one.partition("/")[2] for one in book.contacts if account_of(one) == account])
        help = msg("did you mean {near}?", near=near) if near else msg("rename it as the contact's file, or delete it")
        yield Finding("KAM114", BY_NAME["private"].path_of(full_id), (), message, help)
