"""References: what leads nowhere is told at its line and column; what a broken file hides is not told again."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

import pytest

from kamctl.checks.folders import orphans, strays, trees
from kamctl.checks.references import references
from kamctl.errors import Message, Problem, msg
from kamctl.store.locate import located
from kamctl.store.read import read_book
from kamctl.store.source import WorkTree

BookOf = Callable[[Mapping[str, str]], Path]
RULES = (references, trees, orphans, strays)
ORDERS = "date,order,account,site,product,options,quantity,amount,currency,opportunity\n"
DEAL = "name: Deal\nhistory:\n  - {on: 2026-08-03, stage: nurture}\n"
BASE = {
    "kamctl.yaml": (
        "currency: CNY\nsegments: {food: {name: Food}}\nfamilies: {scales: {name: Scales}}\n"
        "regions: {china: {name: China}}\nsellers: {cn: {name: CN}}\napplications: {unit: {name: Unit}}\n"
    ),
    "team.yaml": "lin-yue: {name: Lin Yue}\nchen-rui: {name: Chen Rui}\n",
    "products.yaml": "cw-c35:\n  name: C35\n  options: {ip69k: {name: Wash-down}}\ncw-c40: {name: C40}\n",
    "competitors/kestrel.yaml": "name: Kestrel\n",
    "accounts/nord/account.yaml": 'name: Nord\nsites: [{id: suzhou, name: Suzhou, country: "CN"}]\n',
    "accounts/nord/contacts/li-na.yaml": "name: Li Na\n",
    "accounts/nord/opportunities/line3.yaml": DEAL,
    "accounts/nord/contracts/frame.yaml": "kind: frame\nfrom: 2026-01-01\n",
    "accounts/nord/quotes/q1.yaml": "date: 2026-11-02\nlines: []\n",
    "accounts/sued/account.yaml": "name: Sued\nparent: nord\n",
    "accounts/west/account.yaml": "name: West\n",
    "accounts/west/contacts/eva.yaml": "name: Eva\n",
    "accounts/sued/contacts/ola.yaml": "name: Ola\n",
}


def problems(root: Path) -> list[Problem]:
    """Return the faults of files and of references, by place; those of other rules are no matter here."""
    tree = WorkTree(root)
    book, unreadable = read_book(tree, lenient=True)
    found = [finding for rule in RULES for finding in rule(book, date(2026, 11, 20))]
    return sorted([*unreadable, *located(tree, found)], key=lambda problem: problem.place)


def told(root: Path) -> list[str]:
    """Return each problem as `path:line:column code message (help)`."""
    return [
        f"{one.place.path}:{one.place.line}:{one.place.column} {one.code} {one.message} ({one.help})"
        for one in problems(root)
    ]


def test_the_base_has_no_faults(book_of: BookOf) -> None:
    assert told(book_of(BASE)) == []


NORD = "accounts/nord"
ACCOUNT = BASE["accounts/nord/account.yaml"]
INSTALL = "site: suzhou\nprocess: end of line\nsupplier: own\nunits: 1\n"
QUOTE = "date: 2026-11-02\nlines: []\n"
LINE = "date: 2026-11-02\nlines:\n  - {product: cw-c35, quantity: 1, list: 5 CNY"
PERSON = "there is no such person in team.yaml"
PRODUCT = "there is no such product in products.yaml"
CUSTOMER = "there is no such account"
RIVAL = "there is no such competitor"
OPTION = "the product has no such option"
SITE = "the account has no such site"
CONTACT = "there is no such contact"
CONTRACT = "there is no such contract"
OPPORTUNITY = "there is no such opportunity"
OFFER = "there is no such quote"
STAGE = "the settings have no such stage"
SEGMENT = "the settings have no such segment"
FAMILY = "the settings have no such product family"
REGION = "the settings have no such region"
SELLER = "the settings have no such selling entity"
APPLICATION = "the settings have no such application"
NORD_FILE, LINE3, Q1 = f"{NORD}/account.yaml", f"{NORD}/opportunities/line3.yaml", f"{NORD}/quotes/q1.yaml"
CW, LI_NA, VISITS = f"{NORD}/installs/cw.yaml", f"{NORD}/contacts/li-na.yaml", f"{NORD}/activities/2026-lin.yaml"
PLAN, TARGETS, OF_NOVEMBER = f"{NORD}/plan.yaml", "targets/2026.yaml", "orders/2026-11.csv"
# file, text, line, column, what is said and suggested
# What is allowed in BASE, told where no name is near.
ALLOWED = {
    PERSON: "chen-rui, lin-yue", SITE: "suzhou", CONTACT: "li-na, sued/ola, west/eva", FAMILY: "scales",
    PRODUCT: "cw-c35, cw-c40", RIVAL: "kestrel", SELLER: "cn", OFFER: "q1", OPTION: "ip69k", OPPORTUNITY: "line3",
    APPLICATION: "unit",
}  # fmt: skip
DANGLING = [
    (NORD_FILE, f"{ACCOUNT}parent: sud\n", 3, 9, CUSTOMER, "sued"),
    (NORD_FILE, f"{ACCOUNT}segment: fod\n", 3, 10, SEGMENT, "food"),
    (NORD_FILE, f"{ACCOUNT}owner: lin-yu\n", 3, 8, PERSON, "lin-yue"),
    (NORD_FILE, f"{ACCOUNT}owner: [{{on: 2026-05-01, value: lin-yue}}, {{on: 2025-01-01, value: x}}]\n",
     3, 67, PERSON, None),
    (NORD_FILE, f"{ACCOUNT}sponsor: chen-ru\n", 3, 10, PERSON, "chen-rui"),
    (NORD_FILE, f"{ACCOUNT}potential: {{scale: 5 CNY}}\n", 3, 13, FAMILY, "scales"),
    (NORD_FILE, f"{ACCOUNT}competitor_key_account: [kestrel, kestral]\n", 3, 35, RIVAL, "kestrel"),
    (NORD_FILE, f"{ACCOUNT}channel_mode: [{{from: 2026-01-01, channel: oem, site: suzho}}]\n", 3, 55, SITE, "suzhou"),
    (NORD_FILE, ACCOUNT.replace("}]", ", expected: {cw-c53: 2}}]"), 2, 62, PRODUCT, "cw-c35"),
    (NORD_FILE, ACCOUNT.replace("}]", ", requirements: {unti: {}}}]"), 2, 66, APPLICATION, "unit"),
    (LI_NA, "name: Li\nsites: [suzhou, bremen]\n", 2, 17, SITE, None),
    (LI_NA, "name: Li\nreports_to: sued/olla\n", 2, 13, CONTACT, "sued/ola"),
    (LI_NA, "name: Li\nmoved_to: wang\n", 2, 11, CONTACT, None),
    (CW, INSTALL.replace("suzhou", "suzou"), 1, 7, SITE, "suzhou"),
    (CW, INSTALL.replace("own", "kestrl"), 3, 11, RIVAL, "kestrel"),
    (CW, f"{INSTALL}product: cw-c36\n", 5, 10, PRODUCT, "cw-c35"),
    (CW, f"{INSTALL}family: x\n", 5, 9, FAMILY, None),
    (CW, f"{INSTALL}contract: fram\n", 5, 11, CONTRACT, "frame"),
    (LINE3, f"{DEAL}site: x\n", 4, 7, SITE, None),
    (LINE3, f"{DEAL}products: [{{product: cw, quantity: 1}}]\n", 4, 22, PRODUCT, None),
    (LINE3, f"{DEAL}products: [{{product: cw-c35, options: [ip69k, ip96k], quantity: 1}}]\n", 4, 47, OPTION, "ip69k"),
    (LINE3, f"{DEAL}competitors: [{{competitor: kestrel}}, {{competitor: dongyu}}]\n", 4, 51, RIVAL, None),
    (LINE3, f"{DEAL}roles: [{{contact: lina}}]\n", 4, 19, CONTACT, "li-na"),
    (LINE3, f"{DEAL}next_step: {{what: x, by: lin}}\n", 4, 26, PERSON, "lin-yue"),
    (LINE3, DEAL.replace("nurture", "nurtur"), 3, 29, STAGE, "nurture"),
    (LINE3, f"{DEAL}  - {{on: 2026-08-04, owner: x}}\n", 4, 29, PERSON, None),
    (Q1, f"{QUOTE}site: x\n", 3, 7, SITE, None),
    (Q1, f"{QUOTE}seller: de\n", 3, 9, SELLER, None),
    (Q1, f"{QUOTE}owner: x\n", 3, 8, PERSON, None),
    (Q1, f"{QUOTE}opportunity: line4\n", 3, 14, OPPORTUNITY, "line3"),
    (Q1, f"{QUOTE}frame: nord/frames\n", 3, 8, CONTRACT, "frame"),
    (Q1, f"{QUOTE}supersedes: q0\n", 3, 13, OFFER, None),
    (Q1, f"{QUOTE}approved: {{by: boss}}\n", 3, 16, PERSON, None),
    (Q1, f"{LINE}, application: unti}}\n", 3, 62, APPLICATION, "unit"),
    (Q1, f"{LINE}, options: [x]}}\n", 3, 59, OPTION, None),
    (f"{NORD}/contracts/frame.yaml", "kind: frame\nfrom: 2026-01-01\nprices: [{product: c, price: 5 CNY}]\n",
     3, 20, PRODUCT, None),
    (VISITS, "- {on: 2026-08-03, kind: visit, contacts: [li-na, sued/ola, x]}\n", 1, 61, CONTACT, None),
    (VISITS, "- {on: 2026-08-03, kind: visit, site: x}\n", 1, 39, SITE, None),
    (VISITS, "- {on: 2026-08-03, kind: visit, opportunity: x}\n", 1, 46, OPPORTUNITY, None),
    (f"{NORD}/surveys/s.yaml", "kind: kano\non: 2026-08-03\nanswers: [{contact: x}]\n", 3, 21, CONTACT, None),
    (PLAN, "actions: [{what: x, owner: x}]\n", 1, 28, PERSON, None),
    (PLAN, "team: [lin-yue, {person: x}]\n", 1, 26, PERSON, None),
    (PLAN, "team: [lin-yue, lin-you]\n", 1, 17, PERSON, "lin-yue"),
    (PLAN, "risks: [{what: x, owner: x}, z]\n", 1, 26, PERSON, None),
    ("team.yaml", f"{BASE['team.yaml']}wei: {{name: Wei, manager: lin, region: china}}\n", 3, 27, PERSON, "lin-yue"),
    ("team.yaml", f"{BASE['team.yaml']}wei: {{name: Wei, region: chian}}\n", 3, 26, REGION, "china"),
    ("products.yaml", f"{BASE['products.yaml']}cw: {{name: C, family: scale}}\n", 5, 23, FAMILY, "scales"),
    ("products.yaml", f"{BASE['products.yaml']}cw: {{name: C, successor: cw-c50}}\n", 5, 26, PRODUCT, "cw-c40"),
    ("products.yaml", f"{BASE['products.yaml']}cw: {{name: C, application: [unit, x]}}\n", 5, 35, APPLICATION, None),
    (TARGETS, "owners: {lin-yue: 5 CNY, lin: 5 CNY}\n", 1, 26, PERSON, "lin-yue"),
    (TARGETS, "accounts: {nrd: 5 CNY}\n", 1, 12, CUSTOMER, "nord"),
    (TARGETS, "overrides: [{quarter: 2026-Q4, owner: x, target: 5 CNY}]\n", 1, 39, PERSON, None),
    (TARGETS, "overrides: [{quarter: 2026-Q4, account: nort, target: 5 CNY}]\n", 1, 41, CUSTOMER, "nord"),
    ("competitors/kestrel.yaml", "name: K\nproducts: [{name: K1, family: x}, K2]\n", 2, 31, FAMILY, None),
    (OF_NOVEMBER, f"{ORDERS}2026-11-02,o1,nrd,suzhou,,,1,5,CNY,\n", 2, 15, CUSTOMER, "nord"),
    (OF_NOVEMBER, f"{ORDERS}2026-11-02,o1,nord,suzou,,,1,5,CNY,\n", 2, 20, SITE, "suzhou"),
    (OF_NOVEMBER, f"{ORDERS}\n2026-11-02,o1,nord,,cw-c45,,1,5,CNY,\n", 3, 21, PRODUCT, "cw-c40"),
    (OF_NOVEMBER, f"{ORDERS}2026-11-02,o1,nord,,cw-c35,ip69k x,1,5,CNY,\n", 2, 28, OPTION, None),
    (OF_NOVEMBER, f'{ORDERS}2026-11-02,"o,1",nord,,,,1,5,CNY,line\n', 2, 34, OPPORTUNITY, "line3"),
    ("receivables/2026.csv", "date,account,balance,currency\n2026-10-31,nrod,5,CNY\n", 2, 12, CUSTOMER, "nord"),
    ("invoices/2026-11.csv", "date,invoice,account,product,amount,currency\n2026-11-02,i1,nord,x,5,CNY\n",
     2, 20, PRODUCT, None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "line", "column", "said", "near"), DANGLING)
def test_what_leads_nowhere(
    book_of: BookOf, path: str, text: str, line: int, column: int, said: str, near: str | None
) -> None:
    help = f"did you mean {near}?" if near else f"allowed: {ALLOWED[said]}"
    assert told(book_of({**BASE, path: text})) == [f"{path}:{line}:{column} KAM301 {said} ({help})"]


def test_of_many_names_the_first_are_listed(book_of: BookOf) -> None:
    people = {f"p{number}": {"name": "x"} for number in range(9)}
    files = {"team.yaml": json.dumps(people), f"{NORD}/account.yaml": f"{ACCOUNT}owner: zzz\n"}
    (line,) = told(book_of({**BASE, **files}))
    assert line.endswith("(allowed: p0, p1, p2, p3, p4, p5, p6, p7 … (9 in all))")


def test_where_nothing_is_known_yet_it_is_said(book_of: BookOf) -> None:
    (line,) = told(book_of({**BASE, "accounts/west/account.yaml": "name: West\nchannel_mode: [{from: 2026-01-01, "
                            "channel: oem, site: x}]\n"}))  # fmt: skip
    assert line.endswith("KAM301 the account has no such site (none is known yet)")


def test_very_many_faults_are_told_without_looking_for_what_was_meant(
    book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamctl.near.MOST_COMPARED", 5)
    rows = "".join(f"2026-11-02,o{number},nrd{number},,,,1,5,CNY,\n" for number in range(4))
    found = [line.partition("(")[2] for line in told(book_of({**BASE, OF_NOVEMBER: ORDERS + rows}))]
    assert found == ["did you mean nord?)", *["allowed: nord, sued, west)"] * 3]


def test_records_ledgers_and_what_is_broken_share_the_patience(
    book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamctl.near.MOST_COMPARED", 3)
    rows = "2026-11-02,o1,nrd1,,,,1,5,CNY,\n2026-11-02,o2,nrd2,,,,x,5,CNY,\n"
    files = {f"{NORD}/account.yaml": f"{ACCOUNT}parent: nrd\n", OF_NOVEMBER: ORDERS + rows}
    found = [line.partition("(")[2] for line in told(book_of({**BASE, **files})) if "no such account" in line]
    assert found == ["did you mean nord?)", *["allowed: nord, sued, west)"] * 2]


def test_what_is_allowed_is_listed_once_for_many_faults(book_of: BookOf, monkeypatch: pytest.MonkeyPatch) -> None:
    lists: list[Collection[str]] = []

    def noted(allowed: Collection[str]) -> Message:
        lists.append(allowed)
        return msg("x")

    monkeypatch.setattr("kamctl.checks.names.listed", noted)
    rows = "".join(f"2026-11-02,o{number},zzzz{number},,,,1,5,CNY,\n" for number in range(9))
    told(book_of({**BASE, OF_NOVEMBER: ORDERS + rows}))
    assert len(lists) == 1


def test_of_a_long_circle_the_beginning_is_shown_and_the_end(book_of: BookOf) -> None:
    files = {f"accounts/a{n}/account.yaml": f"name: A\nparent: a{(n + 1) % 20}\n" for n in range(20)}
    found = [line for line in told(book_of(files)) if "KAM302" in line]
    assert len(found) == 20
    assert found[0].endswith("circle: a0 → a1 → a2 → a3 → a4 → a5 → a6 → a7 → … → a19 → a0 (None)")


def test_personal_facts_in_a_folder_without_account(book_of: BookOf) -> None:
    (line,) = told(book_of({**BASE, "accounts/nrd/contacts/c.private.yaml": "likes: secret\n"}))
    assert line.startswith("accounts/nrd/contacts/c.private.yaml:1:1 KAM303 ")
    assert line.endswith("the folder has no account.yaml: accounts/nrd (did you mean nord?)")


@pytest.mark.parametrize(
    ("name", "help"), [("zz", "rename it as the contact's file, or delete it"), ("li-nah", "did you mean li-na?")]
)
@pytest.mark.parametrize("text", ["likes: secret\n", "secret\n"])
def test_personal_facts_of_no_contact(book_of: BookOf, name: str, help: str, text: str) -> None:
    found = problems(book_of({**BASE, f"{NORD}/contacts/{name}.private.yaml": text}))
    (stray,) = [one for one in found if one.code == "KAM114"]
    assert str(stray.message) == f"there is no contact {name}: the file belongs to none"
    assert (str(stray.help), stray.excerpt) == (help, None)


def test_personal_facts_of_a_contact_whose_file_is_broken(book_of: BookOf) -> None:
    files = {f"{NORD}/contacts/li.yaml": "nme: x\n", f"{NORD}/contacts/li.private.yaml": "likes: x\n"}
    assert {one.place.path for one in problems(book_of({**BASE, **files}))} == {f"{NORD}/contacts/li.yaml"}


GOOD = [
    (f"{NORD}/account.yaml", f"{ACCOUNT}parent: west\nsegment: food\nowner: lin-yue\npotential: {{scales: 5 CNY}}\n"),
    (f"{NORD}/opportunities/line3.yaml", f"{DEAL}  - {{on: 2026-08-04, stage: won}}\nroles: [{{contact: ola}}]\n"),
    (f"{NORD}/opportunities/line3.yaml", f"{DEAL}roles: [{{contact: sued/ola}}, {{contact: nord/li-na}}]\n"),
    (f"{NORD}/opportunities/line3.yaml", f"{DEAL}products: [{{product: cw-c35, options: [ip69k], quantity: 1}}]\n"),
    (f"{NORD}/installs/cw.yaml", f"{INSTALL}contract: frame\n"),
    ("orders/2026-11.csv", f"{ORDERS}2026-11-02,o1,nord,suzhou,cw-c35,ip69k,1,5,CNY,line3\n"),
    ("orders/2026-11.csv", f"{ORDERS}2026-11-02,o1,sued,,,,1,5,CNY,nord/line3\n"),
]


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_what_leads_somewhere(book_of: BookOf, path: str, text: str) -> None:
    assert told(book_of({**BASE, path: text})) == []


OTHERS = [
    (f"{NORD}/opportunities/line3.yaml", f"{DEAL}roles: [{{contact: eva}}]\n", 4, 19, "west", "nord"),
    (f"{NORD}/opportunities/line3.yaml", f"{DEAL}roles: [{{contact: west/eva}}]\n", 4, 19, "west", "nord"),
    ("orders/2026-11.csv", f"{ORDERS}2026-11-02,o1,west,,,,1,5,CNY,nord/line3\n", 2, 31, "nord", "west"),
]


@pytest.mark.parametrize(("path", "text", "line", "column", "other", "group"), OTHERS)
def test_what_belongs_to_another_customer(
    book_of: BookOf, path: str, text: str, line: int, column: int, other: str, group: str
) -> None:
    said = f"belongs to {other}, which is no account of {group} (name one of this customer's own)"
    assert told(book_of({**BASE, path: text})) == [f"{path}:{line}:{column} KAM304 {said}"]


def test_people_may_move_to_another_customer(book_of: BookOf) -> None:
    text = "name: Li\nstatus: left\nleft_on: 2026-08-03\nmoved_to: west/eva\n"
    assert told(book_of({**BASE, f"{NORD}/contacts/li-na.yaml": text})) == []


def test_words_are_free_until_the_settings_list_them(book_of: BookOf) -> None:
    files = {
        **BASE,
        "kamctl.yaml": "currency: CNY\n",
        f"{NORD}/account.yaml": f"{ACCOUNT}segment: anything\npotential: {{anything: 5 CNY}}\n",
        f"{NORD}/quotes/q1.yaml": f"{QUOTE}seller: anything\n",
    }
    assert told(book_of(files)) == []


def test_a_short_name_of_two_accounts_is_ambiguous_elsewhere(book_of: BookOf) -> None:
    files = {
        **BASE,
        "accounts/sued/contacts/li-na.yaml": "name: Li Na\n",
        "accounts/ost/account.yaml": "name: Ost\nparent: nord\n",
        "accounts/ost/contacts/wang.yaml": "name: Wang\nreports_to: li-na\n",
    }
    (line,) = told(book_of(files))
    assert line.startswith("accounts/ost/contacts/wang.yaml:2:13 KAM301 there is no such contact (did you mean ")
    assert line.endswith("/li-na?)")


# What a broken file would have told is not told of: its own fault is the only one.
BROKEN = [
    ("team.yaml", "lin-yue: {nme: x}\n", {f"{NORD}/account.yaml": f"{ACCOUNT}owner: anyone\n"}),
    ("products.yaml", "cw: [", {f"{NORD}/quotes/q1.yaml": f"{LINE}, options: [x]}}\n"}),
    ("kamctl.yaml", "currency: [", {f"{NORD}/opportunities/line3.yaml": DEAL.replace("nurture", "own-stage")}),
    ("competitors/kestrel.yaml", "nme: x\n", {f"{NORD}/account.yaml": f"{ACCOUNT}competitor_key_account: [kestrel]\n"}),
    (f"{NORD}/account.yaml", "nme: x\n", {
        f"{NORD}/contacts/li-na.yaml": "name: Li\nsites: [anywhere]\n",
        "orders/2026-11.csv": f"{ORDERS}2026-11-02,o1,nord,anywhere,,,1,5,CNY,\n",
    }),
    (f"{NORD}/contacts/li-na.yaml", "nme: x\n", {
        f"{NORD}/opportunities/line3.yaml": f"{DEAL}roles: [{{contact: li-na}}, {{contact: nord/li-na}}]\n",
        "accounts/sued/contacts/ola.yaml": "name: Ola\nreports_to: li-na\n",
    }),
    (f"{NORD}/opportunities/line3.yaml", "name: [", {
        f"{NORD}/quotes/q1.yaml": f"{QUOTE}opportunity: line3\n",
        "orders/2026-11.csv": f"{ORDERS}2026-11-02,o1,nord,,,,1,5,CNY,line3\n",
    }),
    (f"{NORD}/contracts/frame.yaml", "", {f"{NORD}/quotes/q1.yaml": f"{QUOTE}frame: frame\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "others"), BROKEN)
def test_a_broken_file_causes_no_second_fault(book_of: BookOf, path: str, text: str, others: Mapping[str, str]) -> None:
    assert {problem.place.path for problem in problems(book_of({**BASE, **others, path: text}))} == {path}


def test_an_unknown_account_causes_no_second_fault_in_its_row(book_of: BookOf) -> None:
    root = book_of({**BASE, "orders/2026-11.csv": f"{ORDERS}2026-11-02,o1,wien,anywhere,cw-c35,,1,5,CNY,\n"})
    assert [line.split()[2:6] for line in told(root)] == [["there", "is", "no", "such"]]


def test_a_circle_of_parents_is_told_of_each_in_it(book_of: BookOf) -> None:
    parents = {"a": "b", "b": "c", "c": "a", "into": "a", "self": "self"}
    files = {f"accounts/{name}/account.yaml": f"name: x\nparent: {parent}\n" for name, parent in parents.items()}
    assert told(book_of(files)) == [
        "accounts/a/account.yaml:2:9 KAM302 the parents form a circle: a → b → c → a (None)",
        "accounts/b/account.yaml:2:9 KAM302 the parents form a circle: b → c → a → b (None)",
        "accounts/c/account.yaml:2:9 KAM302 the parents form a circle: c → a → b → c (None)",
        "accounts/self/account.yaml:2:9 KAM302 the parents form a circle: self → self (None)",
    ]


def test_a_folder_without_its_account_is_told_of_once(book_of: BookOf) -> None:
    files = {
        **BASE,
        "accounts/nrod/contacts/wang.yaml": "name: Wang\nsites: [anywhere]\n",
        "accounts/nrod/contracts/c.yaml": "kind: frame\nfrom: 2026-01-01\n",
        "accounts/ulm/contracts/c.yaml": "kind: frame\nfrom: 2026-01-01\n",
    }
    assert told(book_of(files)) == [
        "accounts/nrod/contacts/wang.yaml:1:1 KAM303 the folder has no account.yaml: accounts/nrod"
        " (did you mean nord?)",
        "accounts/ulm/contracts/c.yaml:1:1 KAM303 the folder has no account.yaml: accounts/ulm (None)",
    ]


def test_the_same_name_twice_in_a_file_is_told_at_each_place(book_of: BookOf) -> None:
    text = "actions:\n  - {what: a, owner: x}\n  - {what: x, owner: lin-yue}\n  - {what: b, owner: x}\n"
    places = [(one.place.line, one.place.column) for one in problems(book_of({**BASE, f"{NORD}/plan.yaml": text}))]
    assert places == [(2, 22), (4, 22)]


def test_the_span_and_line_are_given(book_of: BookOf) -> None:
    (problem,) = problems(book_of({**BASE, f"{NORD}/plan.yaml": 'team: ["lin-you"]\n'}))
    assert (problem.place.column, problem.place.end_column, problem.excerpt) == (8, 17, 'team: ["lin-you"]')


def test_no_line_of_a_contact_is_shown(book_of: BookOf) -> None:
    (problem,) = problems(book_of({**BASE, f"{NORD}/contacts/li-na.yaml": "name: Li\nreports_to: x\n"}))
    assert (problem.code, problem.excerpt) == ("KAM301", None)


def test_the_example_book_has_no_faults(example: Path) -> None:
    assert told(example) == []
