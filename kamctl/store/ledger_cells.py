"""The rows of a ledger, quickly: it says few things many times, so what a cell means is found out once.

Rows come out as the model would make them, and share their values: a year's orders need half of the memory.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import getitem
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from kamctl.records.shape import key_of

MOST_KNOWN = 50_000
# What a model consists of, set past its guard against changes; by name it would take twice as long.
SET_VALUES, SET_FIELDS, SET_EXTRA, SET_PRIVATE = (
    vars(BaseModel)[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


class Empty(ValueError):
    """A cell is empty that no row can do without."""


class Meaning(dict[str, Any]):
    """What the cells of a column mean, found out once each. Raises ValidationError for a bad one, or Empty."""

    def __init__(self, name: str, field: FieldInfo) -> None:
        super().__init__()
        annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        self.name = name
        self.read = reader(annotation)
        if not field.is_required():
            self[""] = field.default

    def __missing__(self, cell: str) -> Any:
        if not cell:
            raise Empty
        value = self.read(cell)
        if len(self) < MOST_KNOWN:
            self[cell] = value
        return value


@cache
def reader(annotation: Any) -> Callable[[str], Any]:
    """Return what reads values of a type; ledgers share most of their types. It raises ValidationError."""
    return TypeAdapter(annotation).validator.validate_python


@cache
def meanings(model: type[BaseModel]) -> dict[str, Meaning]:
    """Return the meanings of cells by column: the files of a kind say the same things."""
    return {key_of(name, field): Meaning(name, field) for name, field in model.model_fields.items()}


class Rows:
    """Makes rows of a model from cells in the order of a header, which holds all columns that the model needs."""

    def __init__(self, model: type[BaseModel], header: Sequence[str]) -> None:
        fields, by_key = model.model_fields, meanings(model)
        self.model = model
        self.columns = [by_key[key] for key in header]
        self.names = [column.name for column in self.columns]
        self.absent = {name: None if field.is_required() else field.default for name, field in fields.items()}
        self.fields = set(fields)

    def row(self, cells: Sequence[str]) -> BaseModel | None:
        """Return the row, None if anything is wrong with it. An empty cell is an absent value."""
        if len(cells) != len(self.columns):
            return None
        try:
            values = list(map(getitem, self.columns, cells))
        except (ValidationError, Empty):
            return None
        found = self.absent.copy()
        found.update(zip(self.names, values, strict=True))
        return self.made(found)

    def made(self, values: dict[str, Any]) -> BaseModel:
        """Return a model of values known to be good: `model_construct`, which would look at each field once more."""
        row = object.__new__(self.model)
        SET_VALUES(row, values)
        SET_FIELDS(row, self.fields)
        SET_EXTRA(row, None)
        SET_PRIVATE(row, None)
        return row
