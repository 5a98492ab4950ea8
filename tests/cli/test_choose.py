"""Names given on the command line."""

from collections.abc import Callable

import pytest

from kamctl.cli import choose
from kamctl.errors import USAGE, KamError, msg
from kamctl.locale import translate
from kamctl.near import did_you_mean
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.person import Person
from kamctl.records.product import Product
from kamctl.records.settings import Named, Region, Settings

BOOK = Book(
    settings=Settings(
        currency="CNY",
        segments={"food": Named(name="Food")},
        regions={"north": Region(name="North", countries=("NO", "PL"))},
    ),
    accounts={
        "nordlicht": Account(name="Nordlicht Lebensmittel", name_zh="北光食品", kind="group"),
        "nordlicht-oslo": Account(name="Nordlicht Oslo", parent="nordlicht"),
        "jinhe": Account(name="Jinhe", name_zh="金河"),
    },
    team={"lin-yue": Person(name="Lin Yue", name_zh="林月")},
    products={"cw-c35": Product(name="Checkweigher C35")},
)


def refused(chooser: Callable[[Book, str], object], given: str) -> tuple[str, str | None]:
    with pytest.raises(KamError) as caught:
        chooser(BOOK, given)
    assert caught.value.exit_code == USAGE
    return translate(caught.value.message), translate(caught.value.hint) if caught.value.hint else None


def test_an_exact_id_or_name_is_taken() -> None:
    assert choose.account(BOOK, "nordlicht") == "nordlicht"
    assert choose.account(BOOK, "金河") == "jinhe"
    assert choose.owner(BOOK, "Lin Yue") == "lin-yue"
    assert choose.product(BOOK, "cw-c35") == "cw-c35"
    assert choose.segment(BOOK, "food") == "food"
    assert choose.region(BOOK, "North") == "north"
    assert choose.group(BOOK, "nordlicht") == "nordlicht"


def test_capitals_and_full_width_do_not_matter() -> None:
    assert choose.account(BOOK, "Nordlicht") == "nordlicht"
    assert choose.account(BOOK, "NORDLICHT OSLO") == "nordlicht-oslo"
    assert choose.account(BOOK, " ｊｉｎｈｅ") == "jinhe"
    assert choose.product(BOOK, "CW-C35") == "cw-c35"


def test_of_several_that_are_alike_none_is_taken() -> None:
    names = {"a": ["Norla"], "b": ["NORLA"], "c": ["norla"]}
    assert choose.chosen("NORLA", names, msg("no {name}", name="x"), names) == "b"
    with pytest.raises(KamError):
        choose.chosen("nOrLa", names, msg("no {name}", name="x"), names)


def test_an_account_with_those_under_it() -> None:
    assert choose.accounts_below(BOOK, "nordlicht") == ["nordlicht", "nordlicht-oslo"]


def test_an_unknown_one_is_refused_with_the_nearest() -> None:
    assert refused(choose.account, "nordlight") == ("no account nordlight", "did you mean nordlicht, nordlicht-oslo?")
    assert refused(choose.account, "oslo") == ("no account oslo", "did you mean nordlicht-oslo?")
    assert refused(choose.account, "北光") == ("no account 北光", "did you mean nordlicht?")
    assert refused(choose.account, "zzz") == ("no account zzz", None)
    assert refused(choose.owner, "lin-yu")[1] == "did you mean lin-yue?"
    assert refused(choose.product, "CW-C36")[1] == "did you mean cw-c35?"
    assert refused(choose.segment, "foods") == ("no segment foods in the settings", "did you mean food?")
    assert refused(choose.region, "nort")[1] == "did you mean north?"


def test_a_part_is_no_group() -> None:
    message, _ = refused(choose.group, "nordlicht-oslo")
    assert message == "nordlicht-oslo is part of nordlicht, no customer group"
    assert refused(choose.group, "jinhee")[1] == "did you mean jinhe?"


def test_nothing_near() -> None:
    assert did_you_mean("", ["a"]) is None
    assert did_you_mean("x", []) is None
