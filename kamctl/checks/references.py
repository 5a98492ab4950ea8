"""References: every name that a record uses must be of something that exists, of the right account."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from kamctl.checks import pointers, raw_pointers
from kamctl.checks.finding import Finding, file_and_line, file_of
from kamctl.checks.pointers import Pointer
from kamctl.errors import Message, msg
from kamctl.near import Search
from kamctl.records.account import Account
from kamctl.records.book import Book, account_of, customer_groups
from kamctl.records.kinds import BY_NAME
from kamctl.records.opportunity import OUTCOMES

UNKNOWN: dict[str, Message] = {
    "account": msg("there is no such account"),
    "person": msg("there is no such person in team.yaml"),
    "competitor": msg("there is no such competitor"),
    "product": msg("there is no such product in products.yaml"),
    "option": msg("the product has no such option"),
    "site": msg("the account has no such site"),
    "contact": msg("there is no such contact"),
    "contract": msg("there is no such contract"),
    "opportunity": msg("there is no such opportunity"),
    "quote": msg("there is no such quote"),
    "stage": msg("the settings have no such stage"),
    "segment": msg("the settings have no such segment"),
    "family": msg("the settings have no such product family"),
    "region": msg("the settings have no such region"),
    "seller": msg("the settings have no such selling entity"),
    "application": msg("the settings have no such application"),
}
# Words that a book may use freely until its settings list them.
FREE_UNTIL_LISTED = frozenset(("segment", "family", "region", "seller", "application"))
SCOPED = {"contact": "contacts", "contract": "contracts", "opportunity": "opportunities", "quote": "quotes"}
OF_ONE_ACCOUNT = frozenset((*SCOPED, "site"))
FILE_OF = {
    **dict.fromkeys(("product", "option"), "products"),
    "person": "team",
    **dict.fromkeys(("stage", "segment", "family", "region", "seller", "application"), "settings"),
}
HOMES = {**FILE_OF, "site": "account"}
OF_ACCOUNT: tuple[tuple[str, str, Callable[[Any], Iterator[Pointer]]], ...] = (
    ("account", "accounts", pointers.of_account),
    ("contact", "contacts", pointers.of_contact),
    ("install", "installs", pointers.of_install),
    ("opportunity", "opportunities", pointers.of_opportunity),
    ("quote", "quotes", pointers.of_quote),
    ("contract", "contracts", pointers.of_contract),
    ("activities", "activities", pointers.of_activities),
    ("survey", "surveys", pointers.of_survey),
    ("plan", "plans", pointers.of_plan),
    ("competitor", "competitors", pointers.of_competitor),
    ("targets", "targets", pointers.of_targets),
)


MOST_LISTED = 8

Fault = tuple[str, Message, Message | None]
"""Code, message and help."""
NAMED = ("account", "site", "product", "options", "opportunity")
"""Columns of ledgers that name something."""
# Fields that may name a record of another customer: people change employers.
ELSEWHERE = frozenset((("moved_to",),))


class Names:
    """All names of a book, by kind of thing. Whether one is known is found out once: ledgers repeat them."""

    def __init__(self, book: Book) -> None:
        settings = book.settings
        self.book = book
        self.shared: dict[str, Collection[str]] = {
            "account": book.accounts,
            "person": book.team,
            "competitor": book.competitors,
            "product": book.products,
            "stage": dict.fromkeys((*(stage.id for stage in settings.stages), *OUTCOMES)),
            "segment": settings.segments,
            "family": settings.families,
            "region": settings.regions,
            "seller": settings.sellers,
            "application": settings.applications,
        }
        self.sites: dict[str, Collection[str]] = {
            name: dict.fromkeys(one.id for one in account.sites) for name, account in book.accounts.items()
        }
        self.sites |= raw_pointers.sites_of(book.broken)
        self.scoped = {target: self.by_short(target, name) for target, name in SCOPED.items()}
        self.unsure = any(kind == "account" for kind, _ in book.broken)  # whose parent is not known
        self.search = Search()
        self.listed: dict[tuple[str, str | None, str], Message] = {}
        self.judged: dict[tuple[str, str, str | None, str], Fault | None] = {}
        self.good: dict[str, set[str]] = {
            target: set() for target in UNKNOWN
        }  # names that are good wherever they stand

    @cached_property
    def groups(self) -> dict[str, str]:
        """The customer group of each account."""
        return customer_groups(self.book.accounts)

    def by_short(self, target: str, collection: str) -> dict[str, dict[str, None]]:
        """Return the full ids of a kind, as an ordered set, by short one; those of broken files too."""
        found: dict[str, dict[str, None]] = {}
        broken = [full_id for kind, full_id in self.book.broken if kind == target]
        for full_id in [*getattr(self.book, collection), *broken]:
            found.setdefault(full_id.rpartition("/")[2], {})[full_id] = None
        return found

    def allowed(self, pointer: Pointer, account: str) -> Collection[str]:
        """Return the names that a pointer of a record of `account` may use."""
        if pointer.target == "site":
            return self.sites.get(account, ())
        if pointer.target == "option":
            product = self.book.products.get(pointer.owner or "")
            return product.options if product else (pointer.name,)
        if pointer.target in SCOPED:
            ids: Mapping[str, Any] = getattr(self.book, SCOPED[pointer.target])
            return [one.partition("/")[2] if account_of(one) == account else one for one in ids]
        return self.shared[pointer.target]

    def hidden(self, pointer: Pointer, account: str) -> bool:
        """Return whether the file that would tell was not read, or is broken, which is told already."""
        if self.book.kinds is not None and HOMES.get(pointer.target, pointer.target) not in self.book.kinds:
            return True
        if pointer.target == "site":
            return account not in self.sites
        if pointer.target in FILE_OF:
            return (FILE_OF[pointer.target], FILE_OF[pointer.target]) in self.book.broken
        return (pointer.target, pointer.name) in self.book.broken

    def known(self, pointer: Pointer, account: str) -> bool:
        """Return whether what a pointer names exists, be it in a broken file."""
        if self.hidden(pointer, account):
            return True
        if pointer.target in SCOPED:
            return self.resolves(pointer, account)
        allowed = self.allowed(pointer, account)
        return pointer.name in allowed or (pointer.target in FREE_UNTIL_LISTED and not allowed)

    def resolves(self, pointer: Pointer, account: str) -> bool:
        """Return whether a full id, or a short one of this account or of one account only, leads to a record.

        The rule is that of `records.book.resolve`; here each name is looked up, not searched for.
        """
        full_ids = self.scoped[pointer.target].get(pointer.name.rpartition("/")[2], {})
        if "/" in pointer.name:
            return pointer.name in full_ids
        return f"{account}/{pointer.name}" in full_ids or len(full_ids) == 1

    def judge(self, pointer: Pointer, account: str) -> Fault | None:
        """Return what is wrong with what a pointer names, or None."""
        key = (pointer.target, pointer.name, pointer.owner, account if pointer.target in OF_ONE_ACCOUNT else "")
        if key not in self.judged:
            self.judged[key] = self.fault(pointer, account)
            if self.judged[key] is None and key[2:] == (None, ""):
                self.good[pointer.target].add(pointer.name)
        return self.judged[key]

    def fault(self, pointer: Pointer, account: str) -> Fault | None:
        """Return what is wrong: it leads nowhere, or to another customer."""
        if self.hidden(pointer, account):
            return None
        if not self.known(pointer, account):
            return "KAM301", UNKNOWN[pointer.target], self.remedy(pointer, account)
        if pointer.target not in SCOPED or self.unsure:
            return None
        other = self.owner_of(pointer, account)
        group = account if other == account else self.groups.get(account, account)
        if other == account or self.groups.get(other, other) == group:
            return None
        message = msg("belongs to {other}, which is no account of {group}", other=other, group=group)
        return "KAM304", message, msg("name one of this customer's own")

    def remedy(self, pointer: Pointer, account: str) -> Message:
        """Return the name that was meant, or what is allowed."""
        if self.search.patience > 0:
            near = self.search.nearest(pointer.name, self.allowed(pointer, account))
            if near:
                return msg("did you mean {near}?", near=near)
        key = (pointer.target, pointer.owner, account if pointer.target in OF_ONE_ACCOUNT else "")
        if key not in self.listed:
            self.listed[key] = listed(self.allowed(pointer, account))
        return self.listed[key]

    def owner_of(self, pointer: Pointer, account: str) -> str:
        """Return the account of the record that a name leads to."""
        if "/" in pointer.name:
            return account_of(pointer.name)
        full_ids = self.scoped[pointer.target][pointer.name]
        return account if f"{account}/{pointer.name}" in full_ids else account_of(next(iter(full_ids)))


def listed(allowed: Collection[str]) -> Message:
    """Return what is allowed; of many names the first ones."""
    if not allowed:
        return msg("none is known yet")
    first = ", ".join(sorted(allowed, key=lambda one: ("/" in one, one))[:MOST_LISTED])
    if len(allowed) <= MOST_LISTED:
        return msg("allowed: {allowed}", allowed=first)
    return msg("allowed: {first} … ({count} in all)", first=first, count=len(allowed))


def references(book: Book, day: date) -> Iterator[Finding]:
    """KAM301, KAM304: a name leads nowhere, or to another customer; in records, ledgers, and what is broken of both."""
    names = Names(book)
    yield from record_references(names)
    yield from ledger_references(names)
    yield from spoilt_references(names)


def record_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for the fields of records."""
    book, good = names.book, names.good
    for kind, collection, pointers_of in OF_ACCOUNT:
        for full_id, record in getattr(book, collection).items():
            account = account_of(full_id)
            for pointer in pointers_of(record):
                _, target, name, _ = pointer
                fault = None if name in good[target] else names.judge(pointer, account)
                if fault:
                    yield from told(fault, pointer, file_of(kind, full_id))
    for name, person in book.team.items():
        for pointer in pointers.of_person(name, person):
            yield from judged(names, pointer, "", "team.yaml")
    for code, product in book.products.items():
        for pointer in pointers.of_product(code, product):
            yield from judged(names, pointer, "", "products.yaml")


def judged(names: Names, pointer: Pointer, account: str, file: str, line: int | None = None) -> Iterator[Finding]:
    """Yield the finding of a pointer that leads nowhere, or to another customer."""
    fault = names.judge(pointer, account)
    if fault:
        yield from told(fault, pointer, file, line)


def told(fault: Fault, pointer: Pointer, file: str, line: int | None = None) -> Iterator[Finding]:
    """Yield the finding of a fault; none where another customer's record may be named."""
    code, message, help = fault
    if not (code == "KAM304" and pointer.path in ELSEWHERE):
        yield Finding(code, file, pointer.path, message, help, value=pointer.name, line=line)


def ledger_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for rows of the ledgers: account, site, product, options, opportunity."""
    book = names.book
    sound: set[tuple[object, ...]] = set()  # most rows name what other rows named before
    for ledger in (book.orders, book.invoices, book.receivables):
        for source, row in ledger:
            named = tuple(map(row.__dict__.get, NAMED))  # getattr is slow where a ledger lacks the column
            if named in sound:
                continue
            file, _, line = source.rpartition(":")
            found = [one for pointer in of_row(row) for one in judged(names, pointer, row.account, file, int(line))]
            yield from found
            if not found:
                sound.add(named)


def spoilt_references(names: Names) -> Iterator[Finding]:
    """KAM301, KAM304 for records and rows that have other faults, too: all of them are told at once."""
    book = names.book
    for (kind, full_id), data in book.broken.items():
        if data is not None and kind not in ("settings", "private"):
            for pointer in raw_pointers.of_data(kind, data):
                yield from judged(names, pointer, account_of(full_id), file_of(kind, full_id))
    for ledger in (book.orders, book.invoices, book.receivables):
        for source, cells in ledger.spoilt:
            file, line = file_and_line(source)
            for pointer in raw_pointers.of_cells(cells):
                yield from judged(names, pointer, cells.get("account", ""), file, line)


def of_row(row: Any) -> Iterator[Pointer]:
    """Yield what a ledger row names."""
    yield Pointer(("account",), "account", row.account)
    yield from pointers.some(("site",), "site", getattr(row, "site", None))
    yield from pointers.some(("product",), "product", getattr(row, "product", None))
    for option in getattr(row, "options", ()):
        yield Pointer(("options",), "option", option, row.product)
    yield from pointers.some(("opportunity",), "opportunity", getattr(row, "opportunity", None))


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
    for _ in range(MOST_LISTED):
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
