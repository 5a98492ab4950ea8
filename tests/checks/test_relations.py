"""Relations: chains that end, names that are one thing's own, addresses that can be used."""

import pytest
from rule_books import found_in, told

NORD = "accounts/nord"


def people(**above: str) -> dict[str, str]:
    """Return contacts by name, each with whom they report to."""
    return {
        f"{NORD}/contacts/{name}.yaml": f"name: {name}\n" + (f"reports_to: {to}\n" if to else "")
        for name, to in above.items()
    }


def test_people_report_to_the_top() -> None:
    assert told("KAM305", people(a="b", b="c", c="")) == []


def test_a_circle_is_told_once_with_all_its_places() -> None:
    (found,) = found_in(people(d="b", b="c", c="a", a="b"))
    assert str(found.message) == "who reports to whom goes in a circle: nord/a → nord/b → nord/c → nord/a"
    places = [(place.path.rpartition("/")[2], place.line, place.column) for place in (found.place, *found.also)]
    assert places == [("a.yaml", 2, 13), ("b.yaml", 2, 13), ("c.yaml", 2, 13)]


def test_nobody_reports_to_themselves() -> None:
    assert told("KAM305", people(a="a")) == ["a.yaml:2:13 who reports to whom goes in a circle: nord/a → nord/a"]


def test_full_ids_close_a_circle_too() -> None:
    assert len(told("KAM305", people(a="nord/b", b="a"))) == 1


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"team.yaml": "a: {name: A, manager: b}\nb: {name: B, manager: a}\n"},
            "who manages whom goes in a circle: a → b → a",
        ),
        (
            {"products.yaml": "x: {name: X, successor: z}\nz: {name: Z, successor: x}\n"},
            "products succeed each other in a circle: x → z → x",
        ),
        (
            {
                f"{NORD}/quotes/q1.yaml": "date: 2026-01-01\nsupersedes: q2\nlines: []\n",
                f"{NORD}/quotes/q2.yaml": "date: 2026-01-01\nsupersedes: q1\nlines: []\n",
            },
            "quotes replace each other in a circle: nord/q1 → nord/q2 → nord/q1",
        ),
    ],
)
def test_other_chains(files: dict[str, str], message: str) -> None:
    assert [one.partition(" ")[2] for one in told("KAM305", files)] == [message]


def test_codes_differ_in_more_than_case() -> None:
    text = "cw-1: {name: A, options: {ip65: {name: I}, IP65: {name: J}}}\nCW-1: {name: B}\n"
    assert told("KAM306", {"products.yaml": text}) == [
        "products.yaml:1:44 IP65 differs from ip65 in upper and lower case only",
        "products.yaml:2:1 CW-1 differs from cw-1 in upper and lower case only",
    ]


def test_sites_have_their_own_ids() -> None:
    sites = "".join(f'  - {{id: {name}, name: Plant, country: "CN"}}\n' for name in ("a", "b", "a"))
    assert told("KAM307", {f"{NORD}/account.yaml": f"name: Nord\nsites:\n{sites}"}) == [
        "account.yaml:5:10 the account has two sites a"
    ]


def test_another_customers_records_are_not_this_ones() -> None:
    files = {
        "accounts/group/account.yaml": "name: Group\nkind: group\n",
        "accounts/sued/account.yaml": "name: Sued\nparent: group\n",
        "accounts/sued/contacts/eva.yaml": "name: Eva\n",
        f"{NORD}/contacts/li.yaml": "name: Li\nreports_to: sued/eva\n",
    }
    assert told("KAM304", files) == ["li.yaml:2:13 belongs to sued, which is no account of nord"]
    short = {f"{NORD}/contacts/li.yaml": "name: Li\nreports_to: eva\n"}  # the only eva there is
    assert len(told("KAM304", files | short)) == 1
    assert told("KAM304", files | {f"{NORD}/account.yaml": "name: Nord\nparent: group\n"}) == []
    moved = {f"{NORD}/contacts/li.yaml": "name: Li\nmoved_to: sued/eva\n"}
    assert told("KAM304", files | moved) == []


@pytest.mark.parametrize(
    ("email", "valid"),
    [
        ("li.na@nordlicht.example", True),
        ("l@x.co", True),
        ("Li Na <li@nordlicht.example>", False),
        ("li@nordlicht", False),
        ("li@nordlicht.", False),
        ("li@@nordlicht.example", False),
        ("a@b.example, c@d.example", False),
    ],
)
def test_email_addresses(email: str, valid: bool) -> None:
    contact = {f"{NORD}/contacts/li.yaml": f'name: Li\nemail: "{email}"\n'}
    assert told("KAM214", contact) == ([] if valid else ["li.yaml:2:8 is not an e-mail address"])
    assert bool(told("KAM214", {"team.yaml": f'a: {{name: A, email: "{email}"}}\n'})) is not valid


@pytest.mark.parametrize(
    ("phone", "valid"),
    [
        ("+86 138 0000 0000", True),
        ("+1 (555) 010-0199", True),
        ("+49 421/555-0100 ext. 12", True),
        ("+4955501", True),
        ("0512 5550 0199", False),
        ("+0512 5550 0199", False),
        ("+86", False),
        ("ask the front desk", False),
        ("+86 512 5550 0199, +86 512 5550 0200", False),
    ],
)
def test_telephone_numbers(phone: str, valid: bool) -> None:
    contact = {f"{NORD}/contacts/li.yaml": f'name: Li\nphone: "{phone}"\n'}
    assert told("KAM215", contact) == ([] if valid else ["li.yaml:2:8 is not a telephone number"])
