"""Files made to bring a reader down: check says what is wrong with each, within bounds of memory and processor time.

The bounds are set by the system: to pass them is to be killed, or to get no memory. The interpreter and its libraries
take half a second and 200 MB of address space of what is allowed, the dearest file two seconds; the rest is a margin
for machines that are slow or busy.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

BookOf = Callable[[Mapping[str, str]], Path]
MEMORY = 400 << 20
SECONDS = 10
MIB = 1 << 20
RECORD = "accounts/nord/contacts/{}.yaml"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


def one_line(size: int, unknown: int) -> str:
    """Return a record in one line: a name of that size and that many keys that no record has."""
    return f"{{name: {'x' * size}, {', '.join(f'unknown{number}: x' for number in range(unknown))}}}\n"


RECORDS = {
    "flow-lists": "[" * 100_000,
    "flow-maps": "{a: " * 100_000,
    "closed-lists": "name: " + "[" * 100_000 + "]" * 100_000 + "\n",
    "deep-24": "name: " + "[" * 25 + "]" * 25 + "\n",
    "deep-blocks": "".join("  " * depth + f"a{depth}:\n" for depth in range(800)),
    "deep-items": "- " * 100_000,
    "deep-keys": "? " * 100_000,
    "nested-keys": "a: " * 100_000,
    "alias-bomb": BOMB,
    "self-reference": "name: &a [*a]\n",
    "merge": "name: &a {b: c}\nx: {<<: *a}\n",
    "many-keys": "".join(f"k{number}: x\n" for number in range(80_000)),
    "one-key": "name: x\n" * 120_000,
    "many-items": "name: [" + "x, " * 200_000 + "]\n",
    "many-values": "name: [" + ",".join(["[]"] * 60_000) + "]\n",
    "many-quotes": "name: [" + '"",' * 200_000 + "]\n",
    "colons": "name: " + ":" * 1_000_000 + "\n",
    "commas": "name: [" + "," * 1_000_000 + "]\n",
    "dashes": "-" * 1_000_000 + "\n",
    "comments": "#\n" * 500_000,
    "lines": "\n" * 1_000_000,
    "spaces": " " * 1_000_000 + "nme: x\n",
    "tabs": "\t" * 1_000_000,
    "long-text": "name: " + "x" * 1_000_000 + "\n",
    "long-key": "x" * 1_000_000 + ": y\n",
    "open-quote": 'name: "' + "x\n" * 400_000,
    "open-block": "name: |\n" + "  x\n" * 200_000,
    "digits": "name: x\nlevel: " + "9" * 1_000_000 + "\n",
    "decimals": "name: x\nlevel: 0." + "9" * 1_000_000 + "\n",
    "exponent": "name: x\nlevel: 1e999999999\n",
    "underscores": "name: x\nlevel: 1" + "_" * 1_000_000 + "\n",
    "clock": "name: x\nlevel: 1" + ":59" * 300_000 + "\n",
    "escapes": 'name: "' + "\\u0041" * 160_000 + '"\n',
    "tags": "!<" + "a" * 1_000_000 + "> x\n",
    "anchors": "".join(f"k{number}: &a{number} x\n" for number in range(50_000)),
    "directives": "%YAML 1.2\n" * 90_000,
    "documents": "---\n" * 200_000,
    "accents": "e" + "\u0301" * 500_000 + ": x\n",
    "markers": "<<<<<<< \n" * 100_000,
    "unknown-keys": "name: x\n" + "".join(f"{'key' * 20}{number}: x\n" for number in range(14_000)),
    "bare-texts": "name: x\nsites: [" + "1," * 20_000 + "1]\n",
    "bad-sites": "name: x\nsites: [" + '"A b",' * 20_000 + "a]\n",
    "too-large": "name: x\n" + "#" * MIB,
    "unknown-keys-in-a-long-line": one_line(1_000_000, 300),
    "many-keys-in-one-line": "{" + "name: x, " * 30_000 + "}\n",
    "unknown-keys-in-one-line": one_line(1, 30_000),
    "zeros": "name: [" + '"\\0",' * 45_000 + "]\n",
    "aliases": "name: [" + "*a," * 45_000 + "]\n",
}
ROW = "2026-11-02,o1,nord,1,5,CNY\n"
ORDERS = "date,order,account,quantity,amount,currency\n"
LEDGERS = {
    "orders/2026-01.csv": ORDERS + '"' + "x" * 5_000_000,
    "orders/2026-02.csv": ORDERS + "x" + "," * 1_000_000,
    "orders/2026-03.csv": "," * 1_000_000 + "\n",
    "orders/2026-04.csv": ORDERS + "x\n" * 100_000,
    "orders/2026-05.csv": ORDERS + "\n" * 1_000_000 + "x\n",
    "orders/2026-06.csv": ORDERS + '"a""' * 300_000,
    "orders/2026-07.csv": ORDERS + "2026-11-02,o1,nord,1," + "9" * 1_000_000 + ",CNY\n",
    "orders/2026-08.csv": ",".join(f"c{number}" for number in range(90_000)) + "\n",
    "orders/2026-09.csv": ORDERS + ROW.replace("nord", "nrod") * 20_000,
    "orders/2026-10.csv": ORDERS + ROW.replace("5", "x" * 1_000_000) * 20,
    "orders/2026-11.csv": ORDERS + "," * 20_000_000 + "\n",
}
# Many faults in lines that are long: a hundredth of the above, told of in every form.
LONG_LINES = {
    RECORD.format("a"): one_line(100_000, 300),
    RECORD.format("b"): "{" + "name: x, " * 11_000 + "}\n",
    RECORD.format("c"): "name: [" + '"\\0",' * 4_500 + "]\n",
    RECORD.format("d"): "name: [" + "*a," * 4_500 + "]\n",
    "accounts/nord/account.yaml": one_line(100_000, 300),
    "accounts/sued/account.yaml": "{" + "name: x, " * 11_000 + "}\n",
    "accounts/west/account.yaml": "name: [" + '"\\0",' * 4_500 + "]\n",
    "orders/2026-01.csv": ORDERS + ROW.replace("5", "x" * 100_000) * 20,
    "orders/2026-02.csv": ORDERS + "," * 1_100_000 + "\n",
}
# What once crashed libyaml's loaders, or would fill the memory; the others take longer.
WORST = (
    "flow-lists", "flow-maps", "closed-lists", "deep-24", "deep-blocks", "deep-items", "deep-keys", "nested-keys",
    "alias-bomb", "self-reference", "merge", "long-text", "open-quote", "digits", "exponent", "clock", "tags",
    "directives", "documents", "accents", "too-large",
)  # fmt: skip
WORST_LEDGERS = ("orders/2026-01.csv", "orders/2026-06.csv", "orders/2026-07.csv")


def check(book: Path, seconds: int) -> tuple[int, set[str], str]:
    """Return exit code, the files that were told of, and what was said on standard error."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    done = subprocess.run(
        [sys.executable, "-m", "kamctl", "check", "--book", book, "--format", "json"],
        capture_output=True, text=True, timeout=300, preexec_fn=bound,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"problems": []}
    return done.returncode, {problem["path"] for problem in found["problems"]}, done.stderr


def book_with(book_of: BookOf, files: Mapping[str, str]) -> Path:
    return book_of({"accounts/nord/account.yaml": "name: Nord\n", **files})


def test_the_worst_at_once(book_of: BookOf) -> None:
    files = {RECORD.format(name): RECORDS[name] for name in WORST} | {path: LEDGERS[path] for path in WORST_LEDGERS}
    code, told, err = check(book_with(book_of, files), SECONDS * 4)
    assert (code, told, err) == (1, set(files), "")


@pytest.mark.parametrize("form", ["text", "json", "csv", "github", "gitlab", "sarif"])
def test_long_lines_are_not_told_in_full(book_of: BookOf, kamctl: Callable[..., Any], form: str) -> None:
    run = kamctl("check", "--format", form, cwd=book_of(LONG_LINES))
    assert (run.code, run.err) == (1, "")
    assert len(run.out) < 2 * MIB
    assert all(path.rpartition("/")[2] in run.out for path in LONG_LINES)


@pytest.mark.slow
def test_all_at_once(book_of: BookOf) -> None:
    files = {RECORD.format(name): text for name, text in RECORDS.items()} | LEDGERS
    code, told, err = check(book_with(book_of, files), SECONDS * len(files))
    assert (code, told >= set(files), err) == (1, True, "")


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
def test_each_record_alone(book_of: BookOf, name: str) -> None:
    path = RECORD.format(name)
    code, told, err = check(book_with(book_of, {path: RECORDS[name]}), SECONDS)
    assert (code, told, err) == (1, {path}, "")


@pytest.mark.slow
@pytest.mark.parametrize("path", LEDGERS)
def test_each_ledger_alone(book_of: BookOf, path: str) -> None:
    code, told, err = check(book_with(book_of, {path: LEDGERS[path]}), SECONDS)
    assert (code, path in told, err) == (1, True, "")
