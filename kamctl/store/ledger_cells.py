"""The rows of a ledger, quickly: it says few things many times, so what a cell means is found out once.

Rows come out as the model would make them, and share their values: a year's orders need a third of the memory.
"""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from kamctl.records.shape import key_of

MOST_KNOWN = 50_000


@cache
def adapter(annotation: Any) -> TypeAdapter[Any]:
    """Return what reads values of a type; ledgers share most of their types."""
    return TypeAdapter(annotation)


class Column:
    """A column of a ledger: the name of its field, whether a row needs it, and what its cells mean."""

    def __init__(self, model: type[BaseModel], key: str) -> None:
        name, field = next((name, field) for name, field in model.model_fields.items() if key_of(name, field) == key)
        annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        self.name = name
        self.needed = field.is_required()
        self.type = adapter(annotation)
        self.known: dict[str, Any] = {}

    def learn(self, cell: str) -> Any:
        """Return the value of a cell that is not known yet. Raises ValidationError if it has none."""
        value = self.type.validate_python(cell)
        if len(self.known) < MOST_KNOWN:
            self.known[cell] = value
        return value


class Rows:
    """Makes rows of a model from cells in the order of a header, which holds all columns that the model needs."""

    def __init__(self, model: type[BaseModel], header: Sequence[str]) -> None:
        columns = [Column(model, key) for key in header]
        fields = model.model_fields
        self.model = model
        self.columns = [(one.name, one.needed, one.known, one.learn) for one in columns]
        self.absent = {name: None if field.is_required() else field.default for name, field in fields.items()}
        self.fields = set(fields)

    def row(self, cells: Sequence[str]) -> BaseModel | None:
        """Return the row, None if anything is wrong with it. An empty cell is an absent value."""
        if len(cells) != len(self.columns):
            return None
        values = self.absent.copy()
        try:
            for (name, needed, known, learn), cell in zip(self.columns, cells, strict=True):
                if cell:
                    values[name] = known[cell] if cell in known else learn(cell)
                elif needed:
                    return None
        except ValidationError:
            return None
        return self.made(values)

    def made(self, values: dict[str, Any]) -> BaseModel:
        """Return a model of values known to be good: `model_construct`, which would look at each field once more."""
        row = object.__new__(self.model)
        object.__setattr__(row, "__dict__", values)
        object.__setattr__(row, "__pydantic_fields_set__", self.fields)
        object.__setattr__(row, "__pydantic_extra__", None)
        object.__setattr__(row, "__pydantic_private__", None)
        return row
