"""What a record names that can't be used as a whole: read off its data, by the marks of its JSON Schema.

`checks.pointers` does the same for good records, and faster. Each name is a fault of its own, or none: so it need not
wait until the rest of the record is right.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kamctl.checks.pointers import Path, Pointer
from kamctl.records.install import OWN
from kamctl.records.kinds import BY_NAME, Kind
from kamctl.records.ledger import split_options
from kamctl.records.names import MARK
from kamctl.records.scalar import CODE_PATTERN, ID_PATTERN, REFERENCE_PATTERN
from kamctl.records.schema import marked

OF_ROW = {
    "account": ("account", ID_PATTERN),
    "site": ("site", ID_PATTERN),
    "product": ("product", CODE_PATTERN),
    "opportunity": ("opportunity", REFERENCE_PATTERN),
}
"""Columns of ledgers: what they name, and what the name must look like."""


@cache
def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the marked schema of a kind."""
    return marked(kind)


def of_data(kind: str, data: Any) -> Iterator[Pointer]:
    """Yield what the data of a file name; each place once."""
    whole = schema_of(BY_NAME[kind])
    yield from dict.fromkeys(named(whole, whole.get("$defs", {}), data, ()))


def named(part: Mapping[str, Any], definitions: Mapping[str, Any], data: Any, path: Path, owner: str | None = None,
          ) -> Iterator[Pointer]:  # fmt: skip
    """Yield what `data` at `path` names by a part of a schema. `owner` is the product whose options stand there."""
    if "$ref" in part:
        yield from named(definitions[part["$ref"].rpartition("/")[2]], definitions, data, path, owner)
    for form in part.get("anyOf", ()):
        yield from named(form, definitions, data, path, owner)
    if isinstance(data, str):
        yield from name_of(part, data, path, owner)
    elif isinstance(data, list) and "items" in part:
        for index, item in enumerate(data):
            yield from named(part["items"], definitions, item, (*path, index), owner)
    elif isinstance(data, dict):
        product = data.get("product")
        owner = product if isinstance(product, str) else None
        for key, value in data.items():
            keys = part.get("propertyNames", {})
            yield from name_of(keys, key, (*path, key), None)
            for form in forms_of(part, key):
                yield from named(form, definitions, value, (*path, key), owner)


def forms_of(part: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas of the value of a key."""
    if key in part.get("properties", {}):
        yield part["properties"][key]
    yield from (form for pattern, form in part.get("patternProperties", {}).items() if re.search(pattern, key))
    if isinstance(part.get("additionalProperties"), dict):
        yield part["additionalProperties"]


def name_of(part: Mapping[str, Any], name: str, path: Path, owner: str | None) -> Iterator[Pointer]:
    """Yield the pointer of a text that names something, and looks like a name: else that is told already."""
    target = part.get(MARK)
    if target is None or not re.search(part.get("pattern", ""), name) or (target == "supplier" and name == OWN):
        return
    yield Pointer(path, "competitor" if target == "supplier" else target, name, owner if target == "option" else None)


def sites_of(broken: Mapping[tuple[str, str], Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield the accounts that can't be used as a whole with the ids of their sites, where it is plain what they are."""
    for (kind, full_id), data in broken.items():
        if kind == "account" and isinstance(data, dict):
            ids = site_ids(data)
            if ids is not None:
                yield full_id, ids


def site_ids(data: Mapping[str, Any]) -> list[str] | None:
    """Return the ids of the sites in the data of an account; None where there is no list, or one without some id."""
    sites = data.get("sites")
    if not isinstance(sites, list):
        return None
    ids = [site["id"] for site in sites if isinstance(site, dict) and isinstance(site.get("id"), str)]
    return ids if len(ids) == len(sites) else None


def of_cells(cells: Mapping[str, str]) -> Iterator[Pointer]:
    """Yield what a row of a ledger names."""
    for column, (target, pattern) in OF_ROW.items():
        if re.fullmatch(pattern, cells.get(column, "")):
            yield Pointer((column,), target, cells[column])
    for option in split_options(cells.get("options", "")) or ():
        if re.fullmatch(CODE_PATTERN, option):
            yield Pointer(("options",), "option", option, cells.get("product"))
