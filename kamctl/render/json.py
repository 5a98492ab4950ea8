"""The JSON form of a report: one envelope for every command, exact and deterministic."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kamctl.errors import Message
from kamctl.render.sheet import Heading, Sheet, UsedRate
from kamctl.render.terminal import UNSAFE
from kamctl.render.values import native

SCHEMA_VERSION = 1


def render_json(heading: Heading, sheet: Sheet) -> str:
    """Return the report as JSON text, ending in a newline."""
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "command": heading.command,
        "book": heading.book,
        "as_of": heading.as_of,
        "at": heading.at,
        "currency": heading.currency,
        "rates": [rate_value(rate) for rate in heading.rates],
        "left_out": list(sheet.left_out),
        "warnings": list(sheet.warnings),
        **sheet.fields,
        sheet.rows_name: list(sheet.rows),
    }
    return dump(envelope) + "\n"


def dump(value: object, indent: int | None = 2) -> str:
    """Return a value as JSON. What could harm a terminal is escaped, which changes nothing for a reader."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(jsonable(value), ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def jsonable(value: object) -> object:
    """Return a value as JSON knows it: Decimal as text, days ISO, missing as null, messages in English."""
    value = native(value)
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((jsonable(item) for item in value), key=str)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Message):
        return english(value)
    return value


def english(message: Message) -> str:
    """Return a message in English: data for programs do not depend on the language of the user."""
    from kamctl.locale import translate, use

    with use("en"):
        return translate(message)


def rate_value(rate: UsedRate) -> dict[str, object]:
    """Return the entry of a used rate."""
    return {
        "from": rate.source,
        "to": rate.target,
        "rate": rate.rate,
        "date": rate.on,
        "first_date": rate.first,
        "stale": rate.stale,
    }
