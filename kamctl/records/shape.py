"""What a model allows at a place of a record: the field, the keys, whether it is personal."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo


def key_of(name: str, field: FieldInfo) -> str:
    """Return the key of a field as it stands in a file."""
    return field.alias or name


def keys(model: type[BaseModel]) -> list[str]:
    """Return the keys that a model takes, in order."""
    return [key_of(name, field) for name, field in model.model_fields.items()]


@cache
def all_keys(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys that a model takes, those of the models in its fields included."""
    inner = (part for field in model.model_fields.values() for part in models_in(field.annotation))
    return frozenset(keys(model)).union(*map(all_keys, inner))


def field_of(model: type[BaseModel], key: str) -> FieldInfo | None:
    """Return the field behind a key, or None."""
    return next((field for name, field in model.model_fields.items() if key_of(name, field) == key), None)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every model that a value of this annotation may be, through lists, mappings and unions."""
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from models_in(annotation.model_fields["root"].annotation)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        inner = get_args(annotation)
        for part in inner[:1] if get_origin(annotation) is Annotated else inner:
            yield from models_in(part)


def steps(model: type[BaseModel], path: Sequence[str | int]) -> Iterator[tuple[list[type[BaseModel]], list[FieldInfo]]]:
    """Yield, for each key of `path`, the models that may hold it and the fields it may be."""
    current = list(models_in(model))
    for step in path:
        if isinstance(step, int):
            continue
        fields = [field for one in current if (field := field_of(one, step))]
        yield current, fields
        if fields:
            current = [found for field in fields for found in models_in(field.annotation)]


def models_at(model: type[BaseModel], path: Sequence[str | int]) -> list[type[BaseModel]]:
    """Return the models that may hold the last key of `path`, e.g. [Change] for ("history", 3, "stage")."""
    return [holders for holders, _ in steps(model, path)][-1] if path else []


def is_personal(model: type[BaseModel], path: Sequence[str | int]) -> bool:
    """Return whether the value at `path` is a personal fact."""
    return any(
        isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("personal"))
        for _, fields in steps(model, path)
        for field in fields
    )
