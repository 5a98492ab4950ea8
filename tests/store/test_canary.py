"""Personal facts of a contact never appear in what is said of its files, however broken these are."""

import random
from datetime import date
from pathlib import Path

import pytest
from conftest import write_files

from kamctl.checks.references import references
from kamctl.records.kinds import BY_NAME
from kamctl.store.locate import located
from kamctl.store.read import read_book
from kamctl.store.record import read_record
from kamctl.store.source import WorkTree

CANARIES = ("canary@example.org", "+86 139 7777 0000", "8613977770000", "Kanarienvogel", "kanarienvogel")
CONTACT = """\
name: Kanarienvogel
email: canary@example.org
phone: "+86 139 7777 0000"
layer: decision
level: [{on: 2026-02-01, value: 2}]
notes: Kanarienvogel, canary@example.org
"""
PRIVATE = """\
birthday: 1978-05-02
family: [Kanarienvogel, "+86 139 7777 0000"]
likes: canary@example.org
style: {pace: a}
"""
WRONG = [
    "name: Kanarienvogel: x\n",
    "name: [Kanarienvogel\n",
    "name: Kanarienvogel\nname: canary@example.org\n",
    "name: Kanarienvogel\nphone: +8613977770000\n",
    "name: Kanarienvogel\nphone: 8613977770000\n",
    "name: Kanarienvogel\ncanary@example.org: x\n",
    "name: Kanarienvogel\ncanary@example.org: x\ncanary@example.org: y\n",
    "name: Kanarienvogel\n+86 139 7777 0000:\n",
    "name: Kanarienvogel\nlayer: canary@example.org\n",
    "name: Kanarienvogel\nreports_to: canary@example.org\n",
    "name: Kanarienvogel\nleft_on: Kanarienvogel\n",
    "name: Kanarienvogel\ninfluence: 8613977770000\n",
    "name: &Kanarienvogel x\nnotes: *Kanarienvogel\n",
    "name: !Kanarienvogel x\n",
    "name: Kanarienvogel\nsites: canary@example.org\n",
    "name: {canary@example.org: Kanarienvogel}\n",
    "name: Kanarienvogel \u202e\n",
    "name: Kanarienvogel \x07\n",
    "<<<<<<< canary@example.org\nname: Kanarienvogel\n=======\n>>>>>>> Kanarienvogel\n",
    "Kanarienvogel\n",
    "- Kanarienvogel\n",
    "canary@example.org",
    "birthday: Kanarienvogel\nfamily: {Kanarienvogel: canary@example.org}\n",
    "style: {Kanarienvogel: canary@example.org}\n",
    "style: {canary@example.org: 8613977770000}\n",
    "? canary@example.org\n? Kanarienvogel\n",
    "name: x\nkanarienvogel: yes\n",
    "{name: x, kanarienvogel}\n",
    "influence: {kanarienvogel: 1}\n",
    "name: x\nkanarienvogel: 1\nkanarienvogel: 2\n",
    "style: {kanarienvogel: a, kanarienvogel: b}\n",
    "coach: {where: us, kanarienvogel: x}\n",
]


def silent(kind: str, data: bytes) -> int:
    """Check that nothing personal is said of a file; return how many problems it has."""
    _, problems = read_record(BY_NAME[kind], f"accounts/nord/contacts/li.{kind}.yaml", data)
    said = "\n".join(f"{one.message} {one.help} {one.excerpt} {one!r}" for one in problems)
    assert [canary for canary in CANARIES if canary in said] == []
    return len(problems)


@pytest.mark.parametrize("kind", ["contact", "private"])
@pytest.mark.parametrize("text", WRONG)
def test_no_canary_in_what_is_said_of_a_broken_file(kind: str, text: str) -> None:
    assert silent(kind, text.encode()) > 0


@pytest.mark.parametrize(
    ("kind", "text", "message", "help"),
    [
        ("private", "bithday: 05-02\n", "unknown key …", "did you mean birthday?"),
        ("private", "likes: x\nlikes: y\n", "key likes stands twice", "None"),
        ("contact", "title: x\n", "key name is missing", "None"),
        ("contact", "name: x\nlevel: [{on: 2026-02-01, valeu: 2}]\n", "unknown key …", "did you mean value?"),
        ("contact", "name: x\nname: y\n", "key name stands twice", "None"),
    ],
)
def test_keys_of_fields_are_told(kind: str, text: str, message: str, help: str) -> None:
    _, problems = read_record(BY_NAME[kind], f"accounts/nord/contacts/li.{kind}.yaml", text.encode())
    assert (message, help) in [(str(one.message), str(one.help)) for one in problems]


@pytest.mark.parametrize(("encoding", "title"), [("gbk", "经理"), ("utf-16", "经理"), ("latin-1", "Käufer")])
def test_no_canary_in_what_is_said_of_another_encoding(encoding: str, title: str) -> None:
    assert silent("contact", f"{CONTACT}title: {title}\n".encode(encoding)) > 0


@pytest.mark.parametrize(("kind", "text"), [("contact", CONTACT), ("private", PRIVATE)])
def test_no_canary_in_what_is_said_of_mutated_files(kind: str, text: str) -> None:
    chance = random.Random(7)
    told = 0
    for _ in range(500):
        data = bytearray(text.encode())
        for _ in range(chance.randint(1, 4)):
            place, most = chance.randrange(len(data)), chance.randint(0, 3)
            data[place : place + most] = chance.choices(b"\n :\"'[]{}-#&*!\t,xa\x00\xff", k=chance.randint(0, 2))
        told += silent(kind, bytes(data))
    assert told > 300


def test_no_canary_in_what_is_said_of_references(tmp_path: Path) -> None:
    broken = CONTACT + "sites: [anywhere]\nreports_to: nobody\n"
    tree = WorkTree(write_files(tmp_path, {
        "kamctl.yaml": "currency: CNY\n",
        "accounts/nord/account.yaml": "name: Nord\n",
        "accounts/nord/contacts/li.yaml": broken,
    }))  # fmt: skip
    book, unreadable = read_book(tree)
    found = located(tree, references(book, date(2026, 11, 20)))
    assert (len(unreadable), len(found)) == (0, 2)
    assert [canary for canary in CANARIES if canary in repr(found)] == []
