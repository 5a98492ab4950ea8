"""The rows of a ledger, quickly: it says few things many times, so what a cell means is found out once.

Rows come out as the model would make them, and share their values: a year's orders need half of the memory.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from kamctl.records.shape import key_of

MOST_KNOWN = 50_000


class Column(NamedTuple):
    """A column: the name of its field, whether a row needs it, what reads a cell, and what is known of cells so far."""

    name: str
    needed: bool
    read: Callable[[str], Any]
    known: dict[str, Any]


@cache
def reader(annotation: Any) -> Callable[[str], Any]:
    """Return what reads values of a type; ledgers share most of their types. It raises ValidationError."""
    return TypeAdapter(annotation).validator.validate_python


def column(name: str, field: FieldInfo) -> Column:
    """Return the column of a field."""
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return Column(name, field.is_required(), reader(annotation), {})


class Rows:
    """Makes rows of a model from cells in the order of a header, which holds all columns that the model needs."""

    def __init__(self, model: type[BaseModel], header: Sequence[str]) -> None:
        fields = model.model_fields
        by_key = {key_of(name, field): column(name, field) for name, field in fields.items()}
        self.model = model
        self.columns = [by_key[key] for key in header]
        self.absent = {name: None if field.is_required() else field.default for name, field in fields.items()}
        self.fields = set(fields)

    def row(self, cells: Sequence[str]) -> BaseModel | None:
        """Return the row, None if anything is wrong with it. An empty cell is an absent value."""
        if len(cells) != len(self.columns):
            return None
        values = self.absent.copy()
        try:
            for (name, needed, read, known), cell in zip(self.columns, cells, strict=True):
                if cell in known:
                    values[name] = known[cell]
                elif cell:
                    values[name] = value = read(cell)
                    if len(known) < MOST_KNOWN:
                        known[cell] = value
                elif needed:
                    return None
        except ValidationError:
            return None
        return self.made(values)

    def made(self, values: dict[str, Any]) -> BaseModel:
        """Return a model of values known to be good: `model_construct`, which would look at each field once more."""
        row = object.__new__(self.model)
        set_attribute = object.__setattr__
        set_attribute(row, "__dict__", values)
        set_attribute(row, "__pydantic_fields_set__", self.fields)
        set_attribute(row, "__pydantic_extra__", None)
        set_attribute(row, "__pydantic_private__", None)
        return row
