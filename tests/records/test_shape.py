import pytest

from kamctl.records.account import Account, Site
from kamctl.records.activity import Activities, Activity
from kamctl.records.base import Record
from kamctl.records.contact import Contact, PrivateContact
from kamctl.records.contract import Contract
from kamctl.records.dated import Entry
from kamctl.records.kinds import KINDS
from kamctl.records.opportunity import Change, Opportunity
from kamctl.records.person import Person, Team
from kamctl.records.plan import Objective, Plan
from kamctl.records.product import Corridor, Product, Products
from kamctl.records.shape import field_of, is_personal, keys, models_at, models_in

Path = tuple[str | int, ...]


def test_keys_are_those_of_the_file() -> None:
    assert keys(Contract)[:3] == ["kind", "from", "until"]


def test_a_field_is_found_by_its_key() -> None:
    field = field_of(Contract, "from")
    assert field is not None
    assert field.description == "first day"
    assert field_of(Contract, "start") is None


@pytest.mark.parametrize(
    ("model", "path", "expected"),
    [
        (Opportunity, ("name",), [Opportunity]),
        (Opportunity, ("history", 3, "stage"), [Change]),
        (Account, ("sites", 0, "country"), [Site]),
        (Activities, (0, "purpose"), [Activity]),
        (Team, ("lin-yue", "name"), [Person]),
        (Products, ("cw", "list"), [Product]),
        (Plan, ("objectives", 0, "what"), [Objective]),
        (Opportunity, (), []),
    ],
)
def test_the_models_at_a_path(model: type[Record], path: Path, expected: list[type[Record]]) -> None:
    assert models_at(model, path) == expected


def test_all_forms_of_a_union_are_named() -> None:
    assert set(models_at(Product, ("corridor", "floor"))) == {Corridor}
    (entry,) = models_at(Account, ("owner", 0, "value"))
    assert issubclass(entry, Entry)


def test_an_unknown_path_ends_at_the_last_known_model() -> None:
    assert models_at(Opportunity, ("histroy", 0, "stage")) == [Opportunity]


@pytest.mark.parametrize("key", ["name", "name_zh", "email", "phone"])
def test_personal_facts_of_a_contact(key: str) -> None:
    assert is_personal(Contact, (key,))


def test_what_is_not_personal() -> None:
    assert not is_personal(Contact, ("title",))
    assert not is_personal(Account, ("name",))


def test_every_fact_of_the_private_file_is_personal() -> None:
    assert all(is_personal(PrivateContact, (key,)) for key in keys(PrivateContact))


def test_every_field_says_what_it_means() -> None:
    queue, seen = [kind.model for kind in KINDS], set[type]()
    while queue:
        for model in models_in(queue.pop()):
            if model not in seen:
                seen.add(model)
                for name, field in model.model_fields.items():
                    assert field.description, f"{model.__name__}.{name}"
                    queue += list(models_in(field.annotation))
    assert len(seen) > 50
