"""JSON Schemas of the records, for editors: made from the models, with or without the names of one book.

A type that names something is marked in its schema (`records.names`). Where the names of a book are given, the mark
becomes a list of them, which editors complete and check; else it is taken out, and the pattern of an id remains.
"""

from collections.abc import Collection, Mapping
from typing import Any

from kamctl.records.kinds import KINDS, Kind
from kamctl.records.names import MARK

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Names = Mapping[str, Collection[str]]
"""The names of a book by the kind of thing they name; without a kind, or with none of it, any id is allowed."""


def marked(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of one kind of YAML record in which what names something is marked."""
    return kind.model.model_json_schema(by_alias=True, mode="validation")


def schema(kind: Kind, names: Names | None = None) -> dict[str, Any]:
    """Return the JSON Schema of one kind of YAML record; with the names of a book, these alone are allowed."""
    made = marked(kind)
    made.pop("title", None)
    lists: dict[str, Any] = {}
    whole = named(made, names or {}, lists)
    definitions = {**whole.pop("$defs", {}), **lists}
    return {
        "$schema": DIALECT,
        "title": f"kamctl {kind.name}",
        **({"$defs": definitions} if definitions else {}),
        **whole,
    }


def schemas(names: Names | None = None) -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of YAML record, by file name, `account.json`."""
    return {f"{kind.name}.json": schema(kind, names) for kind in KINDS if not kind.ledger}


def named(part: Any, names: Names, lists: dict[str, Any]) -> Any:
    """Return a part of a schema with its marks replaced; definitions of the lists used are put into `lists`."""
    if isinstance(part, list):
        return [named(item, names, lists) for item in part]
    if not isinstance(part, dict):
        return part
    done = {key: named(item, names, lists) for key, item in part.items() if kept(key, item)}
    target = part.get(MARK, "")
    if names.get(target):
        rest = {key: item for key, item in done.items() if key not in ("type", "pattern")}
        return {**rest, "$ref": listed(target, names, lists)}
    if "propertyNames" in part:
        return with_keys(done, part["propertyNames"], names)
    return done


def kept(key: str, item: Any) -> bool:
    """Return whether an entry stays as it is. An editor would offer the default `null` first; absent says the same."""
    return key not in (MARK, "propertyNames") and not (key == "default" and item is None)


def listed(target: str, names: Names, lists: dict[str, Any]) -> str:
    """Return the reference to the list of the names of one kind."""
    lists[target] = {"type": "string", "enum": sorted(names[target])}
    return f"#/$defs/{target}"


def with_keys(mapping: dict[str, Any], keys: dict[str, Any], names: Names) -> dict[str, Any]:
    """Return the schema of a mapping whose keys name something: as properties, which editors complete."""
    known = names.get(keys.get(MARK, ""))
    if known:
        (values,) = mapping.pop("patternProperties").values()
        return {**mapping, "properties": dict.fromkeys(sorted(known), values), "additionalProperties": False}
    rest = {key: item for key, item in keys.items() if key != MARK}
    return {**mapping, **({"propertyNames": rest} if rest else {})}
