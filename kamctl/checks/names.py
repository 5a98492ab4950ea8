"""The names of a book, and what is wrong with one that a field uses."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from kamctl.checks import raw_pointers
from kamctl.checks.pointers import Pointer
from kamctl.errors import Message, msg
from kamctl.near import Search
from kamctl.records.book import Book, account_of, customer_groups
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
MOST_LISTED = 8

Fault = tuple[str, Message, Message | None]
"""Code, message and help."""


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
