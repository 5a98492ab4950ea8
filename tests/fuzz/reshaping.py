"""Records that are well written and say odd things: values, keys and items of a sound one changed, moved, left out."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kamctl.records.scalar import Bare
from kamctl.store.yaml_text import load

# Values at the edges of what a field may hold, or of what a rule computes with; as they stand in a file.
DAYS = ("0001-01-01", "9999-12-31", "2026-11-20", "2026-12-31", "1900-02-28", "2026-11-02", "2025-06-30")
NUMBERS = (
    "0", "1", "2", "4", "5", "12", "100", "999999999", "1000000000", "999999999999999999", "-1", "-100", "0.5", "1.0",
    "0.000000000001", "-999999999999999999.999999999999",
)  # fmt: skip
MONEY = (
    "0 CNY", "1 CNY", "999999999999999999 CNY", "-1 CNY", "0.0001 CNY", "999999999999999999.9999 EUR", "5 JPY", "1 BHD",
)  # fmt: skip
WORDS = (
    "own", "nord", "one", "nord/one", "lin-yue", "kestrel", "cw-c35", "suzhou", "won", "lost", "cancelled", "nurture",
    "commit", "distributor", "group", "x", '"NO"', '"NA"', '"李"', "2026-Q4", "9999-Q4", "2026-11", "9999-12", "true",
    "null", "[]", "{}",
)  # fmt: skip
ALIKE = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), DAYS),
    (re.compile(r"-?[\d.]+"), NUMBERS),
    (re.compile(r".* [A-Z]{3}"), MONEY),
)


def reshaped(draw: random.Random, data: bytes) -> bytes:
    """Return the text of a record after one to six changes of its data."""
    root = [load(data.decode())]
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        holder, key = draw.choice([*places(root)])
        change(draw, root, holder, key)
    return written(root[0]).encode() + b"\n" if root else b""


def reshaped_rows(draw: random.Random, data: bytes) -> bytes:
    """Return the text of a ledger after one to six cells, or rows, were changed."""
    rows = [line.split(",") for line in data.decode().splitlines()]
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        row = draw.randrange(1, max(2, len(rows))) % len(rows)
        cell = draw.randrange(len(rows[row]))
        if draw.random() < 0.2:
            rows.append(list(draw.choice(rows[1:] or rows)))
        elif row:
            rows[row][cell] = draw.choice(alike(rows[row][cell])).strip('"').partition(" ")[0]
    return "".join(",".join(row) + "\n" for row in rows).encode()


def places(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each list or mapping with each of its indexes or keys."""
    for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from places(holder[key])


def change(draw: random.Random, root: list[Any], holder: Any, key: Any) -> None:
    """Change one place: another value, one from elsewhere, gone, doubled, or the items turned round."""
    action = draw.choice(("value", "value", "value", "elsewhere", "gone", "double", "reverse", "wrap"))
    if action == "value":
        holder[key] = Bare(
            draw.choice(alike(holder[key]) if draw.random() < 0.8 else (*DAYS, *NUMBERS, *MONEY, *WORDS))
        )
    elif action == "elsewhere":
        other, name = draw.choice([*places(root)])
        holder[key] = load(written(other[name]))
    elif action == "gone" and holder is not root:
        del holder[key]
    elif action == "double" and isinstance(holder, list) and holder is not root:
        holder.insert(key, load(written(holder[key])))
    elif action == "reverse" and isinstance(holder[key], list):
        holder[key].reverse()
    elif action == "wrap":
        holder[key] = [holder[key]]


def alike(value: Any) -> Sequence[str]:
    """Return values of the same type as `value`."""
    text = value.text if isinstance(value, Bare) else str(value)
    return next((values for form, values in ALIKE if form.fullmatch(text)), WORDS)


def written(value: Any) -> str:
    """Return data as YAML in flow style; what was plain stays plain."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, Bare):
        return value.text
    return "null" if value is None else json.dumps(value, ensure_ascii=False)
