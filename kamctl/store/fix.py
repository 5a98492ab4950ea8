"""`kamctl check --fix`: put unquoted texts in quotes, and change nothing else, byte for byte."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import ValidationError

from kamctl.errors import BUG, CONFLICT, KamError, Place, msg
from kamctl.files import replace_file
from kamctl.records.kinds import Kind, kind_of
from kamctl.records.scalar import Bare
from kamctl.store.bare_keys import bare_keys
from kamctl.store.faults import value_at
from kamctl.store.plain_text import BOM, decode
from kamctl.store.record import bare_texts
from kamctl.store.source import Unread, WorkTree
from kamctl.store.yaml_spans import Path, Spans


class Fixed(NamedTuple):
    """Where texts stand that were quoted, the quotes included, and why some files could not be written."""

    places: list[Place]
    failed: list[KamError]


def fix(tree: WorkTree, paths: Iterable[str]) -> Fixed:
    """Quote the unquoted texts in the files `paths`. A file that can't be mended stays as it is and stops no other."""
    fixed = Fixed([], [])
    for path in paths:
        known = kind_of(path)
        if not known or known[0].ledger:
            continue
        try:
            fixed.places.extend(mended(tree, known[0], path))
        except KamError as error:
            fixed.failed.append(error)
        except Unread:
            continue  # gone or no text by now: the next check tells
    return fixed


def mended(tree: WorkTree, kind: Kind, path: str) -> list[Place]:
    """Quote the unquoted texts in one file; return where they stood.

    Raises KamError, the file unchanged, if it changed meanwhile (exit 4), or can't be written (exit 5); Unread if it
    can't be read.
    """
    data = tree.read(path)
    new, places = quoted(kind, path, data)
    if new == data:
        return []
    if tree.read(path) != data:
        raise KamError(msg("{path} was changed meanwhile; nothing was written to it", path=path), CONFLICT)
    replace_file(tree.root / path, new)
    return places


def quoted(kind: Kind, path: str, data: bytes) -> tuple[bytes, list[Place]]:
    """Return the bytes of a file with its unquoted texts in quotes, and the places of these in it.

    Of a file whose form leaves doubt what it says, return the bytes as they are.
    """
    text = decode(path, data)
    spans = Spans(path, text)
    if any(fault.code != "KAM106" for fault in spans.faults):
        return data, []
    wanted = spans.data
    bare = {spans.keys[one]: str(one[-1]) for one in bare_keys(kind, wanted, spans)}
    bare |= {spans.at(one): value for one, value in bare_values(kind, wanted).items()}
    places: list[Place] = []
    for span in sorted(bare, key=lambda span: span.start, reverse=True):
        text = f'{text[: span.start]}"{bare[span]}"{text[span.end :]}'
        places.insert(0, Place(path, span.line, span.column, span.end_line, span.end_column + 2))
    # The last word before anything is written: the file must say what it said, with texts where figures were.
    after = Spans(path, text)
    if not after.readable or after.data != wanted:
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
