"""What all records share: they are frozen, take no unknown keys, and never echo a value in an error."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PERSONAL = {"personal": True}


class Record(BaseModel):
    """Base of every model of a file, or of a part of one."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


def about(meaning: str, *, default: Any = ..., alias: str | None = None, personal: bool = False, unit: str = "") -> Any:
    """Return a pydantic field: its meaning and unit for the reference, its default if it may be absent.

    `alias` is the key in the file where Python does not allow it as a name. Mutable defaults are given as they
    are; pydantic copies them.
    """
    extra: dict[str, Any] = {**(PERSONAL if personal else {}), **({"unit": unit} if unit else {})}
    return Field(default, alias=alias, description=meaning, json_schema_extra=extra or None)


def maybe(meaning: str, *, personal: bool = False, unit: str = "") -> Any:
    """Return a field that may be absent: None, which means unknown, never zero."""
    return about(meaning, default=None, personal=personal, unit=unit)


def many(meaning: str, *, personal: bool = False) -> Any:
    """Return a list field that may be absent: empty."""
    return about(meaning, default=(), personal=personal)
