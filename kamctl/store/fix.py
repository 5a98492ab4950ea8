"""`kamctl check --fix`: put unquoted texts in quotes, and change nothing else, byte for byte."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from kamctl.errors import BUG, CONFLICT, KamError, Place, msg
from kamctl.files import replace_file
from kamctl.records.kinds import Kind, kind_of
from kamctl.records.scalar import Bare
from kamctl.store.faults import value_at
from kamctl.store.plain_text import BOM, decode
from kamctl.store.record import bare_texts
from kamctl.store.source import WorkTree
from kamctl.store.yaml_spans import Path, Spans
from kamctl.store.yaml_text import load


def fix(tree: WorkTree, paths: Iterable[str]) -> list[Place]:
    """Quote the unquoted texts in the files `paths`; return where they stood, the quotes included.

    Raises KamError, that file unchanged, if it changed meanwhile (exit 4), or can't be written (exit 5).
    """
    done: list[Place] = []
    for path in paths:
        known = kind_of(path)
        if not known or known[0].ledger:
            continue
        data = tree.read(path)
        new, places = quoted(known[0], path, data)
        if new != data:
            if tree.read(path) != data:
                raise KamError(msg("{path} was changed meanwhile; nothing was written to it", path=path), CONFLICT)
            replace_file(tree.root / path, new)
            done += places
    return done


def quoted(kind: Kind, path: str, data: bytes) -> tuple[bytes, list[Place]]:
    """Return the bytes of a file with its unquoted texts in quotes, and the places of these in it."""
    text = decode(path, data)
    wanted = load(text)
    spans = Spans(path, text)
    bare = {spans.at(one): value for one, value in bare_values(kind, wanted).items()}
    places: list[Place] = []
    for span in sorted(bare, key=lambda span: span.start, reverse=True):
        text = f'{text[: span.start]}"{bare[span]}"{text[span.end :]}'
        places.insert(0, Place(path, span.line, span.column, span.end_line, span.end_column + 2))
    # The last word before anything is written: the file must say what it said, with texts where figures were.
    if load(text) != wanted:
        raise KamError(msg("{path} would say something else; nothing was written to it", path=path), BUG)
    mark = BOM.encode() if data.startswith(BOM.encode()) else b""
    return mark + text.encode(), places


def bare_values(kind: Kind, raw: Any) -> dict[Path, str]:
    """Return the unquoted values of a record that stand where a text is wanted; in `raw` they are made texts."""
    found: dict[Path, str] = {}
    while True:
        try:
            kind.model.model_validate(raw)
        except ValidationError as error:
            new = [path for path in bare_texts(raw, error) if path not in found]
            if not new:
                return found
            for path in new:
                value = value_at(raw, path)
                assert isinstance(value, Bare)
                found[path] = value_at(raw, path[:-1])[path[-1]] = value.text
        else:
            return found
