"""The kinds of record, and which file of a book holds which."""

import re
from dataclasses import dataclass

from pydantic import BaseModel

from kamctl.records.account import Account
from kamctl.records.activity import Activities
from kamctl.records.competitor import Competitor
from kamctl.records.contact import Contact, PrivateContact
from kamctl.records.contract import Contract
from kamctl.records.install import Install
from kamctl.records.ledger import Invoice, Order, Rate, Receivable
from kamctl.records.opportunity import Opportunity
from kamctl.records.person import Team
from kamctl.records.plan import Plan
from kamctl.records.product import Products
from kamctl.records.quote import Quote
from kamctl.records.settings import Settings
from kamctl.records.survey import Survey
from kamctl.records.target import Targets


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, its model, and the path of its files with `{account}` and `{id}`.

    A ledger is a CSV file of rows; all other kinds are YAML files of one record.
    """

    name: str
    model: type[BaseModel]
    path: str
    ledger: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of the paths of its files; groups `account`, `id`, `year`, `month`."""
        return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.path)))

    def path_of(self, full_id: str) -> str:
        """Return the path of the record `account/name` (or of the one file of the kind)."""
        account, _, name = full_id.rpartition("/")
        return self.path.replace("{account}", account or name).replace("{id}", name)


PERSONAL_KINDS = frozenset(("contact", "private"))
KINDS = (
    Kind("settings", Settings, "kamctl.yaml"),
    Kind("products", Products, "products.yaml"),
    Kind("team", Team, "team.yaml"),
    Kind("competitor", Competitor, "competitors/{id}.yaml"),
    Kind("targets", Targets, "targets/{year}.yaml"),
    Kind("rates", Rate, "fx.csv", ledger=True),
    Kind("orders", Order, "orders/{month}.csv", ledger=True),
    Kind("invoices", Invoice, "invoices/{month}.csv", ledger=True),
    Kind("receivables", Receivable, "receivables/{year}.csv", ledger=True),
    Kind("account", Account, "accounts/{account}/account.yaml"),
    Kind("private", PrivateContact, "accounts/{account}/contacts/{id}.private.yaml"),
    Kind("contact", Contact, "accounts/{account}/contacts/{id}.yaml"),
    Kind("install", Install, "accounts/{account}/installs/{id}.yaml"),
    Kind("opportunity", Opportunity, "accounts/{account}/opportunities/{id}.yaml"),
    Kind("quote", Quote, "accounts/{account}/quotes/{id}.yaml"),
    Kind("contract", Contract, "accounts/{account}/contracts/{id}.yaml"),
    Kind("activities", Activities, "accounts/{account}/activities/{id}.yaml"),
    Kind("survey", Survey, "accounts/{account}/surveys/{id}.yaml"),
    Kind("plan", Plan, "accounts/{account}/plan.yaml"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
FOLDERS = tuple(sorted({part for kind in KINDS for part in kind.path.split("/")[:-1] if "{" not in part}))


def folders(path: str) -> tuple[str, ...]:
    """Return the folders in a path that say what kind of record it is; every second one is a name."""
    return tuple(path.split("/")[:-1:2])


PATTERNS = {
    place: tuple((kind, kind.pattern()) for kind in KINDS if folders(kind.path) == place)
    for place in dict.fromkeys(folders(kind.path) for kind in KINDS)
}


def kind_of(path: str) -> tuple[Kind, dict[str, str]] | None:
    """Return the kind of the file at `path` and the names in its path; None for a file of no kind."""
    for kind, pattern in PATTERNS.get(folders(path), ()):
        found = pattern.fullmatch(path)
        if found:
            return kind, found.groupdict()
    return None
