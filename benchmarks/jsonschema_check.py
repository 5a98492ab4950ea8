"""check-jsonschema with our schemas over the records of a book: all of them, or a sample, scaled up."""

import random
import shutil
from collections import defaultdict
from pathlib import Path

from benchmarks.draw import SEED
from benchmarks.measure import ROOT, seconds

AT_ONCE = 4000  # arguments of one call


def program() -> str | None:
    """Return check-jsonschema: that of benchmarks/.venv, else one on the PATH, else None."""
    own = ROOT / "benchmarks" / ".venv" / "bin" / "check-jsonschema"
    return str(own) if own.exists() else shutil.which("check-jsonschema")


def by_schema(folder: Path) -> dict[str, list[str]]:
    """Return the records of a book by the file name of their schema."""
    kinds = {"contacts": "contact", "installs": "install", "opportunities": "opportunity", "quotes": "quote",
             "contracts": "contract", "activities": "activities", "surveys": "survey", "competitors": "competitor",
             "targets": "targets", "kamctl": "settings"}  # fmt: skip
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.yaml")):
        kind = "private" if path.name.endswith(".private.yaml") else kinds.get(path.parent.name)
        found[f"{kind or kinds.get(path.stem, path.stem)}.json"].append(str(path))
    return found


def measured(folder: Path, most: int) -> tuple[float, int]:
    """Return the seconds for all records, and how many were really read: at most about `most`.

    The start of each call counts once; only what is beyond it is scaled.
    """
    records = by_schema(folder)
    total = sum(map(len, records.values()))
    share = min(1.0, most / total)
    draw = random.Random(SEED)
    started = sum(call(schema, paths[:1]) for schema, paths in records.items())
    taken, read = 0.0, 0
    for schema, paths in records.items():
        chosen = draw.sample(paths, max(1, round(len(paths) * share)))
        read += len(chosen)
        taken += sum(call(schema, chosen[at : at + AT_ONCE]) for at in range(0, len(chosen), AT_ONCE))
    return started + max(0.0, taken - started) * total / read, read


def call(schema: str, paths: list[str]) -> float:
    """Return the seconds of one call."""
    name = program()
    assert name is not None
    return seconds([name, "--schemafile", str(ROOT / "schemas" / schema), *paths], 1)
