"""Whatever stands in a file, reading it gives a record, or problems, or both; it never fails and never hangs."""

import random

import pytest
from record_examples import EXAMPLES

from kamctl.records.kinds import BY_NAME
from kamctl.store.csv_text import read_ledger
from kamctl.store.record import read_record

PIECES = [
    *(bytes([number]) for number in range(256)),
    *(piece.encode() for piece in (
        "\n", "\n  ", "\n- ", ": ", "? ", "- ", "[", "]", "{", "}", ",", "'", '"', "#", "&a ", "*a", "!!str ",
        "|\n", ">\n", "---\n", "%YAML 1.1\n", "<<: ", "~", "NO", "0044", "2026-02-30", "1e999", ".nan", "5 CNY",
        "'5 XYZ'", "北光", "\u202e", "\ufeff", "\u2028", "\\0", "\\u202e", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n",
        "on: 2026-01-01", "value: 3", "\t",
    )),
]  # fmt: skip
LEDGER = (
    "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    '2026-11-02,o1,nord,suzhou,cw-c35,"ip69k, hs",2,400000,CNY,direct,line3\n'
    "2026-11-03,o2,nord,,,,1,-5.50,EUR,,\n"
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to five pieces of it replaced, removed, doubled or moved."""
    text = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 2, 5, 20, 80)))
        piece = bytes(text[start:end])
        kind = chance.randrange(4)
        if kind == 0:
            text[start:end] = chance.choice(PIECES)
        elif kind == 1:
            text[start:end] = piece * chance.choice((0, 2, 3))
        elif kind == 2:
            place = chance.randrange(len(text) + 1)
            text[place:place] = piece
        else:
            text[start:end] = text[start:end][::-1]
    return bytes(text)


def broken(seed: int, times: int) -> int:
    """Read mutated files; return how many of them were no sound record."""
    chance = random.Random(seed)
    kinds = sorted(EXAMPLES)
    found = 0
    for _ in range(times):
        kind = chance.choice([*kinds, "orders"])
        if kind == "orders":
            rows, problems = read_ledger(BY_NAME[kind], "orders/2026-11.csv", mutated(LEDGER.encode(), chance))
            sound = len(rows) >= 2
        else:
            record, problems = read_record(BY_NAME[kind], f"{kind}.yaml", mutated(EXAMPLES[kind].encode(), chance))
            sound = record is not None
        assert sound or problems or kind == "orders"
        assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in problems)
        assert all(str(problem.message) and str(problem.help or "x") for problem in problems)
        found += bool(problems)
    return found


def test_a_thousand_mutations() -> None:
    assert broken(seed=20261120, times=1_000) > 700


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_mutations(seed: int) -> None:
    assert broken(seed, times=1_000) > 700


@pytest.mark.slow
def test_bytes_without_any_sense() -> None:
    chance = random.Random(1)
    for _ in range(2_000):
        data = b"".join(chance.choices(PIECES, k=chance.randint(0, 60)))
        for kind in ("account", "activities", "products"):
            read_record(BY_NAME[kind], f"{kind}.yaml", data)
        read_ledger(BY_NAME["orders"], "orders/2026-11.csv", data)
