"""JSON Schemas of the records, for editors: made from the models."""

from typing import Any

from kamctl.records.kinds import KINDS, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of one kind of YAML record."""
    made = kind.model.model_json_schema(by_alias=True, mode="validation")
    made.pop("title", None)
    return {"$schema": DIALECT, "title": f"kamctl {kind.name}", **made}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of YAML record, by file name, `account.json`."""
    return {f"{kind.name}.json": schema(kind) for kind in KINDS if not kind.ledger}
