"""Every field of a record has a word, so that a change can be told in Chinese too."""

from collections.abc import Iterator

from pydantic import BaseModel

from kamctl.locale.fields import FIELDS
from kamctl.records.kinds import KINDS
from kamctl.records.shape import keys, models_in


def all_keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    for one in models_in(model):
        if one not in seen:
            seen.add(one)
            yield from keys(one)
            for field in one.model_fields.values():
                for inner in models_in(field.annotation):
                    yield from all_keys(inner, seen)


def test_every_key_of_a_record_has_a_word() -> None:
    seen: set[type[BaseModel]] = set()
    wanted = {key for kind in KINDS if kind.name not in ("settings", "private") for key in all_keys(kind.model, seen)}
    assert {word.template for word in FIELDS} == wanted
