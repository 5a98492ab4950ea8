"""A record with other faults is not silent about what it names: all faults at once."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from record_examples import EXAMPLES
from test_known_names import WITH_POINTERS, pointers_in
from test_references import BASE, told

from kamctl.checks import raw_pointers
from kamctl.checks.pointers import Pointer
from kamctl.store.yaml_text import load

BookOf = Callable[[Mapping[str, str]], Path]
NO_DAY = "KAM204 is not a day of the calendar (write year-month-day, such as 2026-11-20)"


def seen(pointer: Pointer) -> tuple[object, ...]:
    """Return a pointer as both ways see it; of a dated or listed value only one way knows which entry it is."""
    fields = tuple(part for part in pointer.path if isinstance(part, str) and part not in ("value", pointer.name))
    return fields, pointer.target, pointer.name, pointer.owner


@pytest.mark.parametrize("kind", WITH_POINTERS)
def test_the_data_name_what_the_record_names(kind: str) -> None:
    known = {seen(pointer) for pointer in pointers_in(kind)}
    assert known
    assert {seen(pointer) for pointer in raw_pointers.of_data(kind, load(EXAMPLES[kind]))} == known


def test_a_broken_record_tells_what_leads_nowhere(book_of: BookOf) -> None:
    deal = "accounts/nord/opportunities/line3.yaml"
    files = {
        "accounts/nord/account.yaml": "name: Nord\nsince: never\nparent: gone\nowner: [{on: x, value: lin-yeu}]\n",
        deal: (
            "nmae: Deal\nproducts: [{product: cw-c35, options: [ip68]}, {product: cw-c53}]\n"
            "roles: [{contact: eva, role: user}]\n"
            "history: [{on: 2026-08-03, stage: nurtur, owner: chen-rui}]\n"
        ),
    }
    assert told(book_of({**BASE, **files})) == [
        f"accounts/nord/account.yaml:2:8 {NO_DAY}",
        "accounts/nord/account.yaml:3:9 KAM301 there is no such account (allowed: sued, west)",
        f"accounts/nord/account.yaml:4:14 {NO_DAY}",
        "accounts/nord/account.yaml:4:24 KAM301 there is no such person in team.yaml (did you mean lin-yue?)",
        f"{deal}:1:1 KAM202 key name is missing (None)",
        f"{deal}:1:1 KAM201 unknown key nmae (did you mean name?)",
        f"{deal}:2:12 KAM202 key quantity is missing (None)",
        f"{deal}:2:40 KAM301 the product has no such option (did you mean ip69k?)",
        f"{deal}:2:48 KAM202 key quantity is missing (None)",
        f"{deal}:2:58 KAM301 there is no such product in products.yaml (did you mean cw-c35?)",
        f"{deal}:4:35 KAM301 the settings have no such stage (did you mean nurture?)",
    ]


def test_a_key_that_stands_twice_hides_nothing_else(book_of: BookOf) -> None:
    text = "name: Nord\nsegment: food\nsegment: foud\nsince: 2026-02-30\nowner: lin-yeu\n"
    assert told(book_of({**BASE, "accounts/west/account.yaml": text})) == [
        "accounts/west/account.yaml:3:1 KAM106 key segment stands twice (None)",
        f"accounts/west/account.yaml:4:8 {NO_DAY}",
        "accounts/west/account.yaml:5:8 KAM301 there is no such person in team.yaml (did you mean lin-yue?)",
    ]


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ('sites: [{id: suzhou, name: S, country: "CN"}]\n', "did you mean suzhou?"),
        ('sites: [{id: suzhou, name: S, contry: "CN"}]\n', "did you mean suzhou?"),
        ("sites: []\n", "none is known yet"),
        ("kind: account\n", None),
        ("sites: [{nmae: S}]\n", None),
        ("sites: [{id: [suzhou]}]\n", None),
        ("sites: suzhou\n", None),
        ("sitse: [{id: suzhou}]\n", None),
    ],
)
def test_the_sites_of_a_broken_account_are_known_where_they_are_plain(
    book_of: BookOf, text: str, sites: str | None
) -> None:
    files = {
        "accounts/nord/account.yaml": f"name: Nord\nsegmnet: food\n{text}",
        "accounts/nord/contacts/li-na.yaml": "name: Li Na\nsites: [suzhuo]\n",
    }
    found = [one for one in told(book_of({**BASE, **files})) if "li-na" in one]
    place = "accounts/nord/contacts/li-na.yaml:2:9 KAM301 the account has no such site"
    assert found == ([f"{place} ({sites})"] if sites else [])


def test_a_file_that_can_t_be_read_to_its_end_is_not_guessed_at(book_of: BookOf) -> None:
    text = "name: Nord\nowner: lin-yeu\nsites: [\n"
    assert [one.split()[1] for one in told(book_of({**BASE, "accounts/west/account.yaml": text}))] == ["KAM101"]


def test_a_spoilt_row_tells_what_leads_nowhere(book_of: BookOf) -> None:
    rows = (
        "date,order,account,site,product,options,quantity,amount,currency,opportunity\n"
        "2026-02-30,A1,nrod,,cw-c35,ip68,1,5,CNY,\n"
        "2026-02-03,A2,nord,suzhu,cw-c40,,x,5,CNY,line4\n"
        "2026-02-03,A3,nord\n"
    )
    assert told(book_of({**BASE, "orders/2026-02.csv": rows})) == [
        f"orders/2026-02.csv:2:1 {NO_DAY}",
        "orders/2026-02.csv:2:15 KAM301 there is no such account (did you mean nord?)",
        "orders/2026-02.csv:2:28 KAM301 the product has no such option (did you mean ip69k?)",
        "orders/2026-02.csv:3:20 KAM301 the account has no such site (did you mean suzhou?)",
        "orders/2026-02.csv:3:34 KAM205 is not a number (digits and a point, such as 1250.5)",
        "orders/2026-02.csv:3:42 KAM301 there is no such opportunity (did you mean line3?)",
        "orders/2026-02.csv:4:1 KAM115 has 3 of 10 cells (write all commas, also of cells that are empty)",
    ]


def test_rows_below_an_unknown_column_tell_what_leads_nowhere(book_of: BookOf) -> None:
    rows = "date,order,account,foo,quantity,amount,currency\n2026-02-03,A1,nrod,x,1,5,CNY\n"
    found = told(book_of({**BASE, "orders/2026-02.csv": rows}))
    assert [one.rpartition(" (")[0] for one in found] == [
        "orders/2026-02.csv:1:20 KAM115 unknown column foo",
        "orders/2026-02.csv:2:15 KAM301 there is no such account",
    ]
