"""Files of a sound book, and what chance, haste and malice make of them."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from record_examples import EXAMPLES

from benchmarks.book import by_accounts
from benchmarks.ledgers import Ledgers
from kamctl.records.kinds import KINDS

EXAMPLE = Path(__file__).parents[2] / "data"
LEDGERS = ("fx.csv", "orders/2026-11.csv", "invoices/2026-11.csv", "receivables/2026.csv")
ROWS = 12
# What breaks readers of YAML and CSV, numbers and days: syntax, other encodings, controls, limits, other dialects.
PIECES: Sequence[bytes] = (
    b"\x00", b"\x07", b"\x1b[31m", b"\x7f", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\xfe\xff\x00", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc3", "李".encode("gbk"),
    "😀".encode(), "é".encode(), "e\u0301".encode(), "９９".encode(), b"\r", b"\r\n", b"\n", b"\n\n", b"\t", b" ",
    b"      ", b"&a ", b"*a", b"&a [*a]", b"<<: ", b"<<: *a\n", b"! ", b"!!str ",
    b"!!python/object/apply:os.system ['x']", b"!!binary aGk=", b"---\n", b"...\n", b"--- x\n--- y\n",
    b"%YAML 1.2\n---\n", b"%TAG ! x\n", b"? ", b"? [a]\n: b\n", b"|\n", b">-\n", b"|9\n", b"'", b'"', b'"\\',
    b'"\\x00"', b'"\\uD800"', b'"\\u202e"', b'"\\N"', b"{", b"}", b"[", b"]", b"[]", b"{}", b"{a: }",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[", b"{{{{", b": ", b":", b"- ", b"-", b"#", b" # x", b",", b",,,", b"null",
    b"~", b"NO", b"yes", b"0o17", b"0x1f", b"1e999999999", b"-0", b"NaN", b".inf", b"1_000", b"12:30:45",
    b"2026-02-30", b"0000-01-01", b"9999-12-31", b"2026-11-20T00:00:00Z", b"2026-W99", b"2026-Q9",
    b"99999999999999999999", b"5 EUR", b"5 XXX", b"-5 CNY", b"1e5 CNY", b"=1+1", b"@x", b"<<<<<<< HEAD\n",
    b"=======\n", b">>>>>>> x\n", b"name: x\n", b"name: y\nname: z\n", b"on: 2026-01-01\n",
    b"- {on: 2026-01-01, value: 5}\n", b"9" * 5000, b"x" * 30000, b"a: " * 200, b"- " * 300, b'""', b'"a""b"',
    b'a"b', b'"a\nb"', b";", b"a;b;c",
)  # fmt: skip


def every_field() -> dict[str, bytes]:
    """Return a book of one record of each kind, with all of its fields, and the first rows of the example's ledgers."""
    files = {
        kind.path.replace("{account}", "nord").replace("{id}", "one").replace("{year}", "2026"): EXAMPLES[kind.name]
        for kind in KINDS
        if not kind.ledger
    }
    for name in LEDGERS:
        files[name] = "".join((EXAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)[:ROWS])
    return {path: text.encode() for path, text in files.items()}


def sound() -> dict[str, bytes]:
    """Return a book in which check finds nothing: one account of a generated book."""
    return {path: text.encode() for path, text in by_accounts(1, Ledgers(2), 1)}


def mutated(draw: random.Random, data: bytes) -> bytes:
    """Return `data` after one to five changes."""
    for _ in range(draw.choice((1, 1, 2, 3, 5))):
        data = draw.choice(CHANGES)(draw, data)
    return data


def place(draw: random.Random, data: bytes) -> int:
    """Return a place in the data: anywhere, or where a word, line or value starts."""
    at = draw.randint(0, len(data))
    if draw.random() < 0.6:
        starts = [found + 1 for mark in b"\n: {[," if (found := data.find(mark, at)) >= 0]
        return min(starts, default=at)
    return at


def insert(draw: random.Random, data: bytes) -> bytes:
    at = place(draw, data)
    return data[:at] + draw.choice(PIECES) + data[at:]


def replace(draw: random.Random, data: bytes) -> bytes:
    at = place(draw, data)
    end = data.find(draw.choice((b"\n", b",", b" ", b"}")), at)
    return data[:at] + draw.choice(PIECES) + data[end if end >= 0 else len(data) :]


def delete(draw: random.Random, data: bytes) -> bytes:
    at = place(draw, data)
    return data[:at] + data[at + draw.choice((1, 2, 5, 20)) :]


def flip(draw: random.Random, data: bytes) -> bytes:
    at = draw.randint(0, max(0, len(data) - 1))
    return data[:at] + bytes([draw.randint(0, 255)]) + data[at + 1 :]


def cut(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randint(0, len(data))]


def repeat(draw: random.Random, data: bytes) -> bytes:
    at, end = sorted((place(draw, data), place(draw, data)))
    return data[:at] + data[at:end] * draw.choice((2, 2, 3, 40)) + data[end:]


def swap_lines(draw: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def indent(draw: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = draw.randrange(len(lines))
    lines[at] = draw.choice((b" ", b"  ", b"    ", b"\t", b"- ")) + lines[at]
    return b"\n".join(lines)


def encode(draw: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(draw.choice(("utf-16", "utf-16-le", "utf-32", "gb18030", "latin-1")), "replace")


CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (
    insert, insert, insert, replace, replace, delete, flip, cut, repeat, swap_lines, indent, encode,
)  # fmt: skip
