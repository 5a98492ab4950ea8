"""Which fields of a record name another record: (path, kind of thing named, name)."""

from collections.abc import Iterator
from typing import NamedTuple

from kamctl.records.account import Account
from kamctl.records.activity import Activities
from kamctl.records.competitor import Competitor
from kamctl.records.contact import Contact
from kamctl.records.contract import Contract
from kamctl.records.dated import Entry
from kamctl.records.install import OWN, Install
from kamctl.records.opportunity import Opportunity
from kamctl.records.person import Person
from kamctl.records.plan import Member, Plan, Risk
from kamctl.records.product import Product
from kamctl.records.quote import Quote
from kamctl.records.survey import Survey
from kamctl.records.target import Targets

Path = tuple[str | int, ...]


class Pointer(NamedTuple):
    """A field that names something: `target` is the kind of thing, `name` what the file says.

    `owner` is the product whose options are meant, for options.
    """

    path: Path
    target: str
    name: str
    owner: str | None = None


def some(path: Path, target: str, name: str | None, owner: str | None = None) -> Iterator[Pointer]:
    """Yield a pointer if the field is given."""
    if name is not None:
        yield Pointer(path, target, name, owner)


def dated(path: Path, target: str, entries: tuple[Entry[str], ...]) -> Iterator[Pointer]:
    """Yield a pointer for each value of a dated field."""
    for entry in entries:
        yield Pointer(path, target, entry.value)


def product(path: Path, code: str, options: tuple[str, ...]) -> Iterator[Pointer]:
    """Yield pointers to a product and its options."""
    yield Pointer((*path, "product"), "product", code)
    for option in options:
        yield Pointer((*path, "options"), "option", option, code)


def of_account(record: Account) -> Iterator[Pointer]:
    yield from some(("parent",), "account", record.parent)
    yield from some(("segment",), "segment", record.segment)
    yield from dated(("owner",), "person", record.owner)
    yield from some(("sponsor",), "person", record.sponsor)
    for family in record.potential:
        yield Pointer(("potential", family), "family", family)
    for entry in record.competitor_key_account:
        for name in entry.value:
            yield Pointer(("competitor_key_account",), "competitor", name)
    for index, site in enumerate(record.sites):
        for code in site.expected:
            yield Pointer(("sites", index, "expected", code), "product", code)
        for name in site.requirements:
            yield Pointer(("sites", index, "requirements", name), "application", name)
    for index, mode in enumerate(record.channel_mode):
        yield from some(("channel_mode", index, "site"), "site", mode.site)


def of_contact(record: Contact) -> Iterator[Pointer]:
    for index, site in enumerate(record.sites):
        yield Pointer(("sites", index), "site", site)
    yield from some(("reports_to",), "contact", record.reports_to)
    yield from some(("moved_to",), "contact", record.moved_to)


def of_install(record: Install) -> Iterator[Pointer]:
    yield from dated(("site",), "site", record.site)
    if record.supplier != OWN:
        yield Pointer(("supplier",), "competitor", record.supplier)
    yield from some(("product",), "product", record.product)
    yield from some(("family",), "family", record.family)
    yield from some(("contract",), "contract", record.contract)


def of_opportunity(record: Opportunity) -> Iterator[Pointer]:
    yield from some(("site",), "site", record.site)
    for index, wanted in enumerate(record.products):
        yield from product(("products", index), wanted.product, wanted.options)
    for index, rival in enumerate(record.competitors):
        yield Pointer(("competitors", index, "competitor"), "competitor", rival.competitor)
    for index, part in enumerate(record.roles):
        yield Pointer(("roles", index, "contact"), "contact", part.contact)
    if record.next_step:
        yield from some(("next_step", "by"), "person", record.next_step.by)
    for index, change in enumerate(record.history):
        if change.stage is not None:
            yield Pointer(("history", index, "stage"), "stage", change.stage)
        if change.owner is not None:
            yield Pointer(("history", index, "owner"), "person", change.owner)


def of_quote(record: Quote) -> Iterator[Pointer]:
    yield from some(("site",), "site", record.site)
    yield from some(("seller",), "seller", record.seller)
    yield from some(("owner",), "person", record.owner)
    yield from some(("opportunity",), "opportunity", record.opportunity)
    yield from some(("frame",), "contract", record.frame)
    yield from some(("supersedes",), "quote", record.supersedes)
    if record.approved:
        yield Pointer(("approved", "by"), "person", record.approved.by)
    for index, line in enumerate(record.lines):
        yield from product(("lines", index), line.product, line.options)
        yield from some(("lines", index, "application"), "application", line.application)


def of_contract(record: Contract) -> Iterator[Pointer]:
    for index, agreed in enumerate(record.prices):
        yield Pointer(("prices", index, "product"), "product", agreed.product)


def of_activities(record: Activities) -> Iterator[Pointer]:
    for index, activity in enumerate(record.root):
        for contact in activity.contacts:
            yield Pointer((index, "contacts"), "contact", contact)
        if activity.site is not None:
            yield Pointer((index, "site"), "site", activity.site)
        if activity.opportunity is not None:
            yield Pointer((index, "opportunity"), "opportunity", activity.opportunity)


def of_survey(record: Survey) -> Iterator[Pointer]:
    for index, answer in enumerate(record.answers):
        yield from some(("answers", index, "contact"), "contact", answer.contact)


def of_plan(record: Plan) -> Iterator[Pointer]:
    for index, action in enumerate(record.actions):
        yield from some(("actions", index, "owner"), "person", action.owner)
    for index, member in enumerate(record.team):
        if isinstance(member, Member):
            yield Pointer(("team", index, "person"), "person", member.person)
        else:
            yield Pointer(("team", index), "person", member)
    for index, risk in enumerate(record.risks):
        if isinstance(risk, Risk):
            yield from some(("risks", index, "owner"), "person", risk.owner)


def of_person(name: str, record: Person) -> Iterator[Pointer]:
    yield from some((name, "manager"), "person", record.manager)
    yield from some((name, "region"), "region", record.region)


def of_product(code: str, record: Product) -> Iterator[Pointer]:
    yield from some((code, "family"), "family", record.family)
    yield from some((code, "successor"), "product", record.successor)
    applications = (record.application,) if isinstance(record.application, str) else record.application or ()
    for name in applications:
        yield Pointer((code, "application"), "application", name)


def of_targets(record: Targets) -> Iterator[Pointer]:
    for name in record.owners:
        yield Pointer(("owners", name), "person", name)
    for name in record.accounts:
        yield Pointer(("accounts", name), "account", name)
    for index, override in enumerate(record.overrides if isinstance(record.overrides, tuple) else ()):
        yield from some(("overrides", index, "owner"), "person", override.owner)
        yield from some(("overrides", index, "account"), "account", override.account)


def of_competitor(record: Competitor) -> Iterator[Pointer]:
    for index, item in enumerate(record.products):
        if not isinstance(item, str):
            yield from some(("products", index, "family"), "family", item.family)
