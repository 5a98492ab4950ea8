"""What an editor may offer in a field is what the checks accept there."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from record_examples import EXAMPLES

from kamctl.checks import pointers
from kamctl.checks.known_names import known_names
from kamctl.checks.pointers import Pointer
from kamctl.checks.references import OF_ACCOUNT
from kamctl.records.kinds import BY_NAME, KINDS
from kamctl.records.names import MARK
from kamctl.records.schema import marked
from kamctl.store.read import read_book
from kamctl.store.record import read_record
from kamctl.store.source import WorkTree

BookOf = Callable[[Mapping[str, str]], Path]
Way = tuple[str, ...]
OF_KIND = {kind: function for kind, _, function in OF_ACCOUNT}
WITH_POINTERS = [*OF_KIND, "team", "products"]


def pointers_in(kind: str) -> Iterator[Pointer]:
    """Yield what the example of a kind names."""
    record, _ = read_record(BY_NAME[kind], f"{kind}.yaml", EXAMPLES[kind].encode())
    if kind == "team":
        yield from (one for name, person in record.root.items() for one in pointers.of_person(name, person))  # type: ignore[union-attr]  # read_record returns any model
    elif kind == "products":
        yield from (one for code, product in record.root.items() for one in pointers.of_product(code, product))  # type: ignore[union-attr]  # as above
    else:
        yield from OF_KIND[kind](record)


def way_of(kind: str, pointer: Pointer) -> Way:
    """Return the fields that lead to a pointer; a key that itself names something is `*`."""
    parts = [part for part in pointer.path if isinstance(part, str)]
    if kind in ("team", "products"):
        parts[0] = "*"
    if parts and parts[-1] == pointer.name:
        parts[-1] = "*"
    return tuple(parts)


def marks(schema: dict[str, Any], part: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Yield the fields of a schema that are marked, with what they name; `value` of a dated field is the field."""
    if isinstance(part, list):
        for item in part:
            yield from marks(schema, item, way)
    if not isinstance(part, dict):
        return
    if MARK in part:
        yield way, part[MARK]
    if "$ref" in part:
        yield from marks(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], way)
    dated = "value" in part.get("properties", {}) and "source" in part["properties"]
    for name, inner in part.get("properties", {}).items():
        yield from marks(schema, inner, way if dated else (*way, name))
    for inner in part.get("patternProperties", {}).values():
        yield from marks(schema, inner, (*way, "*"))
    if "propertyNames" in part:
        yield from marks(schema, part["propertyNames"], (*way, "*"))
    for key in ("items", "anyOf"):
        yield from marks(schema, part.get(key), way)


def leads_to(pointer: Way, mark: Way) -> bool:
    """Return whether a pointer's way is that of a mark, or ends at the mapping that holds the marked field."""
    return mark[: len(pointer)] == pointer


@pytest.mark.parametrize("kind", WITH_POINTERS)
def test_marked_fields_are_those_that_the_checks_follow(kind: str) -> None:
    schema = marked(BY_NAME[kind])
    marked_fields = {(way, target.replace("supplier", "competitor")) for way, target in marks(schema, schema)}
    followed = {(way_of(kind, one), one.target) for one in pointers_in(kind)}
    assert followed
    for way, target in followed:
        assert any(leads_to(way, mark) and target == other for mark, other in marked_fields), (way, target)
    for mark, target in marked_fields:
        assert any(leads_to(way, mark) and target == other for way, other in followed), (mark, target)


@pytest.mark.parametrize("kind", sorted({kind.name for kind in KINDS if not kind.ledger} - set(WITH_POINTERS)))
def test_other_kinds_name_nothing(kind: str) -> None:
    schema = marked(BY_NAME[kind])
    assert list(marks(schema, schema)) == []


def test_names_of_a_book(book_of: BookOf) -> None:
    folder = book_of(
        {
            "kamctl.yaml": "currency: CNY\nsegments: {food: {name: Food}}\n",
            "team.yaml": "lin-yue: {name: Lin Yue}\n",
            "products.yaml": "cw-c35: {name: C35, options: {ip69k: {name: Wash-down}}}\n",
            "competitors/kestrel.yaml": "name: Kestrel\n",
            "competitors/osprey.yaml": "nmae: Osprey\n",
            "accounts/nordlicht/account.yaml": 'name: Nordlicht\nsites: [{id: suzhou, name: S, country: "CN"}]\n',
            "accounts/nordlicht/contacts/li-na.yaml": "name: Li Na\n",
            "accounts/havbris/account.yaml": "name: Havbris\n",
            "accounts/havbris/contacts/li-na.yaml": "nmae: Li Na\n",
        }
    )
    names = known_names(read_book(WorkTree(folder), lenient=True)[0])
    assert {target: sorted(known) for target, known in names.items()} == {
        "account": ["havbris", "nordlicht"],
        "person": ["lin-yue"],
        "product": ["cw-c35"],
        "option": ["ip69k"],
        "competitor": ["kestrel", "osprey"],
        "supplier": ["kestrel", "osprey", "own"],
        "site": ["suzhou"],
        "contact": ["havbris/li-na", "li-na", "nordlicht/li-na"],
        "segment": ["food"],
        "stage": ["cancelled", "commit", "compare", "design", "dropped", "lost", "nurture", "won"],
    }


def test_what_stands_in_a_broken_file_is_not_listed(book_of: BookOf) -> None:
    folder = book_of(
        {
            "kamctl.yaml": "currency: CNY\nsegmets: {}\n",
            "team.yaml": "lin-yue: {name: Lin Yue, rolle: x}\n",
            "accounts/a/account.yaml": 'name: A\nsites: [{id: suzhou, name: S, country: "CN"}]\n',
            "accounts/b/account.yaml": "name: B\nsitse: []\n",
        }
    )
    names = known_names(read_book(WorkTree(folder), lenient=True)[0])
    assert {target: sorted(known) for target, known in names.items()} == {"account": ["a", "b"], "supplier": ["own"]}
