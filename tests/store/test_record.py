"""One file with one fault each: the record is refused, or read, and code, line and column are exact."""

import unicodedata
from collections.abc import Sequence
from datetime import date

import pytest
from record_examples import EXAMPLES

from kamctl.errors import Problem
from kamctl.records.account import Account
from kamctl.records.kinds import BY_NAME
from kamctl.records.opportunity import Opportunity
from kamctl.records.shape import keys
from kamctl.store.record import read_record

Seen = tuple[str, int, int]


def problems(kind: str, text: str) -> list[Problem]:
    return read_record(BY_NAME[kind], f"{kind}.yaml", text.encode("utf-8", "surrogatepass"))[1]


def seen(found: Sequence[Problem]) -> list[Seen]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in found]


def told(kind: str, text: str) -> list[str]:
    """Return what a user reads of the faults of a text: message and help."""
    return [f"{problem.message} | {problem.help}" for problem in problems(kind, text)]


FORM = [
    # KAM101: no YAML at all
    ("name: [1", ("KAM101", 1, 7)),
    ("name: 'x\nsegment: food\n", ("KAM101", 1, 7)),
    ("name: a\n\tsegment: food\n", ("KAM101", 2, 1)),
    ("name: a\nsites:\n\t- id: x\n", ("KAM101", 3, 1)),
    ("name: a: b\n", ("KAM101", 1, 8)),
    ("name: a\n  segment: food\n", ("KAM101", 2, 3)),
    ("name: @home\n", ("KAM101", 1, 7)),
    ("- a\nname: b\n", ("KAM101", 2, 1)),
    # KAM103: too deep; see test_yaml_text for too many, test_source for too large
    ("name: " + "[" * 25, ("KAM103", 1, 30)),
    ("name: " + "[" * 1000 + "]" * 1000, ("KAM103", 1, 30)),
    # KAM104: escaped control characters
    ('name: "a\\0b"\n', ("KAM104", 1, 7)),
    ('name: x\nnotes: "\\e]52;c;x"\n', ("KAM104", 2, 8)),
    ('name: "\\N"\n', ("KAM104", 1, 7)),
    ('name: "\\ud800"\n', ("KAM101", 1, 10)),
    ('"na\\0me": x\n', ("KAM104", 1, 1)),
    # KAM106: a key twice, quoted, in flow, nested, composed and decomposed
    ("name: a\nsegment: food\nname: b\n", ("KAM106", 3, 1)),
    ('name: a\n"name": b\n', ("KAM106", 2, 1)),
    ("name: a\nterms: {currency: CNY, currency: EUR}\n", ("KAM106", 2, 24)),
    ("name: a\nratings:\n  credit: 1\n  'credit': 2\n", ("KAM106", 4, 3)),
    ("name: a\npotential: {caf\u00e9: 1 CNY, cafe\u0301: 2 CNY}\n", ("KAM106", 2, 26)),
    # KAM107: anchors, aliases, merge
    ("name: &a x\n", ("KAM107", 1, 7)),
    ("name: x\nnotes: *a\n", ("KAM107", 2, 8)),
    ("name: x\nterms: &t {currency: CNY}\n", ("KAM107", 2, 8)),
    ("name: x\n*a : y\n", ("KAM107", 2, 1)),
    ("name: x\n<<: *a\n", ("KAM107", 2, 5)),
    # KAM108: tags and directives
    ("name: !!str x\n", ("KAM108", 1, 7)),
    ("name: ! x\n", ("KAM108", 1, 7)),
    ("name: x\nnotes: !!binary aGk=\n", ("KAM108", 2, 8)),
    ("name: !!python/object/apply:os.system ['ls']\n", ("KAM108", 1, 7)),
    ("%YAML 1.1\n---\nname: x\n", ("KAM108", 1, 1)),
    ("%TAG !e! tag:example.org\n---\nname: x\n", ("KAM108", 1, 1)),
    # KAM109: a second document
    ("name: x\n---\nname: y\n", ("KAM109", 2, 1)),
    ("---\n---\nname: y\n", ("KAM109", 2, 1)),
    # KAM110: a key that is no text
    ("name: x\n? [a]\n: b\n", ("KAM110", 2, 3)),
    ("name: x\n? |\n  a\n: b\n", ("KAM110", 2, 3)),
    ("name: x\nterms: {{a: b}: c}\n", ("KAM110", 2, 9)),
    # KAM111: no record
    ("", ("KAM111", 1, 1)),
    ("# only a comment\n", ("KAM111", 1, 1)),
    ("---\n", ("KAM111", 1, 1)),
    ("- name: x\n", ("KAM111", 1, 1)),
    ("name\n", ("KAM111", 1, 1)),
    ("12\n", ("KAM111", 1, 1)),
]


@pytest.mark.parametrize(("text", "expected"), FORM)
def test_faults_of_form(text: str, expected: Seen) -> None:
    record, found = read_record(BY_NAME["account"], "account.yaml", text.encode())
    assert record is None
    assert [fault for fault in seen(found) if fault[0] != "KAM209"] == [expected]


def test_a_key_twice_names_both_places() -> None:
    (problem,) = problems("account", "name: a\nsegment: food\nname: b\n")
    assert [(place.line, place.column) for place in problem.also] == [(1, 1)]
    assert problem.excerpt == "name: b"


def test_all_faults_of_form_are_told_at_once() -> None:
    text = 'name: !x &a y\nname: *a\nnotes: "\\0"\n'
    codes = [code for code, *_ in seen(problems("account", text))]
    assert codes == ["KAM107", "KAM108", "KAM106", "KAM107", "KAM104"]


FAULTY_FIELDS = "since: 2026-02-30\nsegmnet: food\n"
BESIDE = [
    ("name: !!str X\n", [("KAM108", 1, 7)]),
    ("name: &a X\n", [("KAM107", 1, 7)]),
    ('name: "X\\e"\n', [("KAM104", 1, 7)]),
    ("name: X\nnotes: *a\n", [("KAM107", 2, 8)]),
    ("name: X\nsites: *a\n", [("KAM107", 2, 8)]),
    ("name: X\nsites: [*a, *a]\n", [("KAM107", 2, 9), ("KAM107", 2, 13)]),
    ("name: !!str 0044\n", [("KAM108", 1, 7)]),  # not also KAM701
    ("name: X\nkind: !a grup\n", [("KAM108", 2, 7)]),  # not also KAM207
    ("name: X\nterms: &t {}\n", [("KAM107", 2, 8)]),
    ("%YAML 1.1\n---\nname: X\n", [("KAM108", 1, 1)]),
    ("name: X\n? [a, {b: [c]}]\n: {d: [e]}\n", [("KAM110", 2, 3)]),
    ("name: X\n? |\n  a\n: b\n", [("KAM110", 2, 3)]),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_fault_of_form_hides_no_fault_of_a_field(text: str, expected: list[Seen]) -> None:
    line = text.count("\n") + 1
    assert seen(problems("account", text + FAULTY_FIELDS)) == [
        *expected, ("KAM204", line, 8), ("KAM201", line + 1, 1)
    ]  # fmt: skip


def test_of_several_documents_the_first_is_judged() -> None:
    text = f"name: X\n{FAULTY_FIELDS}---\nname: Y\nsince: never\n"
    assert seen(problems("account", text)) == [("KAM109", 4, 1), ("KAM204", 2, 8), ("KAM201", 3, 1)]


@pytest.mark.parametrize("text", ["name: X\n<<: *a\n", '"na\\0me": X\n', "name: X\n*a : b\n"])
def test_where_a_key_is_not_plain_nothing_follows_from_the_rest(text: str) -> None:
    assert len(problems("account", text + FAULTY_FIELDS)) == 1


def test_the_rest_of_braces_is_judged_behind_a_key_that_is_no_text() -> None:
    assert seen(problems("account", "{name: x, [a]: b, since: 2026-02-30}\n")) == [
        ("KAM110", 1, 11), ("KAM204", 1, 26)
    ]  # fmt: skip


def test_a_key_that_is_nested_too_deep_is_not_gone_through() -> None:
    assert seen(problems("account", "name: x\n? " + "[" * 1000)) == [("KAM110", 2, 3), ("KAM103", 2, 26)]


def test_aliases_are_never_expanded() -> None:
    bomb = "name: &a x\n" + "".join(f"k{n}: &k{n} [{', '.join(['*a'] * 9)}]\n" for n in range(9))
    assert {code for code, *_ in seen(problems("account", bomb))} == {"KAM107", "KAM201"}


@pytest.mark.parametrize("text", ["name: a\t# a comment\n", "name:\ta\n", "name: a\n  # x\n\n\n"])
def test_tabs_that_yaml_allows(text: str) -> None:
    assert problems("account", text) == []


DEAL = "name: Deal\nhistory:\n"
FIELDS = [
    # KAM201: unknown keys
    ("account", "name: x\nsegmnt: food\n", ("KAM201", 2, 1)),
    ("account", "name: x\nsites: [{id: a, name: A, contry: \"CN\", country: \"CN\"}]\n", ("KAM201", 2, 26)),
    ("opportunity", f"{DEAL}  - on: 2026-08-03\n    stge: design\n", ("KAM201", 4, 5)),
    ("contract", "kind: frame\nfrom: 2026-01-01\nstart: 2026-01-01\n", ("KAM201", 3, 1)),
    # KAM202: missing keys, at the mapping that lacks them
    ("account", "segment: food\n", ("KAM202", 1, 1)),
    ("account", "name: x\nsites:\n  - id: a\n    name: A\n", ("KAM202", 3, 5)),
    ("opportunity", f"{DEAL}  - {{stage: design}}\n", ("KAM202", 3, 5)),
    # KAM203: no value, too long
    ("account", "name:\nsegment: food\n", ("KAM203", 1, 1)),
    ("account", "name: ''\n", ("KAM203", 1, 7)),
    ("account", f"name: {'x' * 20_001}\n", ("KAM203", 1, 7)),
    ("account", "name: x\nsegment:\nowner:\n", ("KAM203", 3, 1)),
    # KAM204: days, months, quarters
    ("account", "name: x\nsince: 2026-02-30\n", ("KAM204", 2, 8)),
    ("account", "name: x\nsince: 2026-13-01\n", ("KAM204", 2, 8)),
    ("account", "name: x\nsince: 2024-05-01T10:00:00+99:99\n", ("KAM204", 2, 8)),
    ("account", "name: x\nsince: [2026-01-01]\n", ("KAM204", 2, 8)),
    ("opportunity", f"{DEAL}  - on: 03.08.2026\n", ("KAM204", 3, 9)),
    ("install", "site: a\nprocess: b\nsupplier: own\nunits: 1\ninstalled: 2026-13\n", ("KAM204", 5, 12)),
    ("targets", "overrides: [{quarter: 2026-Q5, target: 1 CNY}]\n", ("KAM204", 1, 23)),
    # KAM205: numbers, whole numbers, flags
    ("competitor", "name: x\nrenewal_years: eight\n", ("KAM205", 2, 16)),
    ("competitor", "name: x\nrenewal_years: 1e3\n", ("KAM205", 2, 16)),
    ("competitor", "name: x\nrenewal_years: .nan\n", ("KAM205", 2, 16)),
    ("competitor", "name: x\nrenewal_years: 0044\n", ("KAM205", 2, 16)),
    ("competitor", f"name: x\nrenewal_years: {'9' * 1_000_000}\n", ("KAM205", 2, 16)),
    ("account", "name: x\nterms: {payment_days: 30.5}\n", ("KAM205", 2, 23)),
    ("quote", "date: 2026-11-20\nlines: []\npooled: yes\n", ("KAM205", 3, 9)),
    # KAM206, KAM211: money and currency
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, amount: 5}}\n", ("KAM206", 3, 30)),
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, amount: CNY 5}}\n", ("KAM206", 3, 30)),
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, amount: 1.12345 CNY}}\n", ("KAM206", 3, 30)),
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, amount: 5 XYZ}}\n", ("KAM211", 3, 30)),
    ("account", "name: x\nterms: {currency: RMB}\n", ("KAM211", 2, 19)),
    # KAM207: enumerations
    ("account", "name: x\nkind: grup\n", ("KAM207", 2, 7)),
    ("account", "name: x\ncare_class: a\n", ("KAM207", 2, 13)),
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, buying_step: buy}}\n", ("KAM207", 3, 35)),
    ("account", "name: x\nkind: no\n", ("KAM207", 2, 7)),
    # KAM208: ranges
    ("account", "name: x\nratings: {credit: 6}\n", ("KAM208", 2, 19)),
    ("account", "name: x\nratings: {credit: [{on: 2026-01-01, value: 0}]}\n", ("KAM208", 2, 44)),
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, probability: 50}}\n", ("KAM208", 3, 35)),
    # KAM209: ids and codes
    ("account", "name: x\nsegment: Food\n", ("KAM209", 2, 10)),
    ("account", "name: x\nowner: lin yue\n", ("KAM209", 2, 8)),
    ("account", "name: x\npotential: {Check Weighers: 5 CNY}\n", ("KAM209", 2, 13)),
    ("contact", "name: x\nreports_to: ../x\n", ("KAM209", 2, 13)),
    ("opportunity", f"{DEAL}  - on: 2026-08-03\nproducts: [{{product: c w, quantity: 1}}]\n", ("KAM209", 4, 22)),
    # KAM210: forms
    ("account", "name: x\nsites: {id: a}\n", ("KAM210", 2, 8)),
    ("account", "name: x\nterms: [CNY]\n", ("KAM210", 2, 8)),
    ("account", "name: [x]\n", ("KAM210", 1, 7)),
    ("account", "name: x\nratings: 3\n", ("KAM210", 2, 10)),
    ("account", "name: x\nsites: suzhou\n", ("KAM210", 2, 8)),
    ("account", "name: x\nowner: {on: 2026-01-01, value: [a, b]}\n", ("KAM210", 2, 32)),
    # KAM212: countries
    ("account", 'name: x\nsites: [{id: a, name: A, country: "XX"}]\n', ("KAM212", 2, 35)),
    ("account", "name: x\nsites: [{id: a, name: A, country: China}]\n", ("KAM212", 2, 35)),
    # KAM213: one field twice on one day
    ("opportunity", f"{DEAL}  - {{on: 2026-08-03, stage: a}}\n  - {{on: 2026-08-03, stage: b}}\n", ("KAM213", 4, 29)),
    # in lists at the top, and in files of many records
    ("activities", "- {on: 2026-08-03, kind: visit}\n- {on: 2026-08-33, kind: visit}\n", ("KAM204", 2, 8)),
    ("team", "lin-yue: {name: Lin Yue}\nchen-rui: {nme: Chen Rui, name: x}\n", ("KAM201", 2, 12)),
    ("products", "cw c35: {name: C35}\n", ("KAM209", 1, 1)),
    ("products", "cw: {name: C35, breaks: [{units: 1, factor: 0}]}\n", ("KAM208", 1, 45)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), FIELDS)
def test_faults_of_fields(kind: str, text: str, expected: Seen) -> None:
    record, found = read_record(BY_NAME[kind], f"{kind}.yaml", text.encode())
    assert record is None
    assert seen(found) == [expected]


# A value that may take several forms: only the faults of the form that was meant.
FORMS = [
    ("plan", "objectives: [{measure: units}]\n", [("KAM202", 1, 14)]),
    ("plan", "objectives: [{what: x, due: tomorrow}, z]\n", [("KAM204", 1, 29)]),
    ("plan", "team: [{person: Lin Yue}]\n", [("KAM209", 1, 17)]),
    ("products", "cw: {name: C, corridor: {floor: 0.7, taget: 0.9}}\n", [("KAM201", 1, 38)]),
    ("products", "cw: {name: C, corridor: {direct: {floor: 1.7}}}\n", [("KAM208", 1, 42)]),
    ("products", "cw: {name: C, corridor: {direkt: {floor: 0.7}, oem: {floor: 0.7}}}\n", [("KAM207", 1, 26)]),
    ("products", "cw: {name: C, application: [a b]}\n", [("KAM209", 1, 29)]),
    ("targets", "overrides: {2026-Q5: 5 CNY}\n", [("KAM204", 1, 13)]),
    ("targets", "overrides: {2026-Q4: 5}\n", [("KAM206", 1, 22)]),
    ("targets", "overrides: [{quarter: 2026-Q4, taget: 5 CNY}]\n", [("KAM202", 1, 13), ("KAM201", 1, 32)]),
    ("settings", "currency: CNY\nfunnel: {off_funnel_expected: estimat}\n", [("KAM207", 2, 31)]),
    ("settings", "currency: CNY\nprice: {estimates: {DDP: {freigt: 0.1}}}\n", [("KAM201", 2, 27)]),
    ("settings", "currency: CNY\nscore: {groups: {growth: {weight: x}}}\n", [("KAM205", 2, 35)]),
    ("survey", "kind: kano\non: 2026-01-01\nanswers: [{scores: {a: {experence: 5}}}]\n", [("KAM201", 3, 25)]),
    ("private", "family: {wife: x}\n", [("KAM210", 1, 9)]),
    ("account", "name: x\ncompetitor_key_account: [kestrel, Dong Yu]\n", [("KAM209", 2, 35)]),
    ("account", "name: x\nowner: [{value: a}, b]\n", [("KAM210", 2, 21)]),
]


@pytest.mark.parametrize(("kind", "text", "expected"), FORMS)
def test_faults_of_values_with_several_forms(kind: str, text: str, expected: list[Seen]) -> None:
    assert seen(problems(kind, text)) == expected


COUNTRY = 'two capital letters of ISO 3166, quoted, such as "NO" or "DE"'
CURRENCY = "three capital letters of ISO 4217, such as CNY or EUR"


@pytest.mark.parametrize(
    ("name", "code"), [("Norway", "NO"), ("no", "NO"), ("中国", "CN"), ("UK", "GB"), ("Xanadu", "")]
)
def test_the_country_that_was_meant(name: str, code: str) -> None:
    (problem,) = problems("account", f'name: x\nsites: [{{id: a, name: A, country: "{name}"}}]\n')
    assert str(problem.help) == (f"did you mean {code}? {COUNTRY}" if code else COUNTRY)


@pytest.mark.parametrize(("name", "code"), [("RMB", "CNY"), ("eur", "EUR"), ("€", "EUR"), ("XYZ", "")])
def test_the_currency_that_was_meant(name: str, code: str) -> None:
    (problem,) = problems("account", f"name: x\nterms: {{currency: {name}}}\n")
    assert str(problem.help) == (f"did you mean {code}? {CURRENCY}" if code else CURRENCY)


def test_the_currency_that_was_meant_in_money() -> None:
    (problem,) = problems("account", "name: x\nterms: {credit_limit: 5 RMB}\n")
    assert str(problem.help) == f"did you mean CNY? {CURRENCY}"


def test_each_of_several_double_changes_is_told() -> None:
    entries = (
        "{on: 2026-08-03, stage: won, amount: 5 CNY}", "{on: 2026-08-03, stage: lost, amount: 6 CNY}",
        "{on: 2026-09-03, amount: 5 CNY}", "{on: 2026-09-03, amount: 7 CNY}",
    )  # fmt: skip
    found = problems("opportunity", DEAL + "".join(f"  - {entry}\n" for entry in entries))
    assert seen(found) == [("KAM213", 4, 29), ("KAM213", 4, 43), ("KAM213", 6, 30)]
    assert [str(one.message) for one in found] == [
        "stage changes twice on 2026-08-03", "amount changes twice on 2026-08-03", "amount changes twice on 2026-09-03"
    ]  # fmt: skip
    assert [(place.line, place.column) for one in found for place in one.also] == [(3, 29), (3, 42), (5, 30)]


def test_all_faults_of_fields_are_told_at_once() -> None:
    text = "name: x\nsegmnt: food\nsince: 2026-02-30\nratings: {credit: 9}\nsites: [{id: a}]\n"
    assert sorted(seen(problems("account", text))) == [
        ("KAM201", 2, 1), ("KAM202", 5, 9), ("KAM202", 5, 9), ("KAM204", 3, 8), ("KAM208", 4, 19),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind not in ("activities", "team", "products")])
def test_a_typo_in_any_key_is_told_with_the_key_that_was_meant(kind: str) -> None:
    for key in keys(BY_NAME[kind].model):
        if len(key) > 3 and f"\n{key}:" in EXAMPLES[kind]:
            typo = f"{key[:-2]}{key[-1]}{key[-2]}" if key[-1] != key[-2] else f"{key}x"
            found = problems(kind, EXAMPLES[kind].replace(f"\n{key}:", f"\n{typo}:"))
            unknown = [problem for problem in found if problem.code == "KAM201"]
            assert [str(problem.help) for problem in unknown] == [f"did you mean {key}?"]
            assert {problem.code for problem in found} <= {"KAM201", "KAM202"}


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        (
            "account",
            "name: x\nkind: grup\n",
            "is none of the allowed values | did you mean group? allowed: account, group",
        ),
        ("account", "name: x\nfood: y\n", "unknown key food | allowed: name, name_zh, kind, parent, segment"),
        ("account", "segment: food\n", "key name is missing | None"),
        ("account", "name: x\nratings: {credit: 6}\n", "is out of range | allowed: 1 to 5"),
        (
            "account",
            "name: a: b\n",
            "is not valid YAML: a colon and a space stand inside a text | a text that",
        ),
        (
            "account",
            "name: a\n\tb: c\n",
            "is not valid YAML: a tab stands where spaces are needed | indent with",
        ),
        (
            "account",
            "name: [a\n",
            "is not valid YAML: this bracket is not closed | close it with ]",
        ),
        ("account", "name: x\nowner:\n", "a value is missing | write one, or leave the key out: absent means unknown"),
        (
            "opportunity",
            f"{DEAL}  - {{on: 2026-08-03, amount: 1,080,000 CNY}}\n",
            "is not an amount of money | amount, space",
        ),
        (
            "account",
            "name: x\nparent: 12\n",
            'a text that other YAML tools would not read as text must be quoted | write "12"',
        ),
    ],
)
def test_what_is_said(kind: str, text: str, line: str) -> None:
    assert told(kind, text)[0].startswith(line)


def test_a_comma_that_ends_a_value_is_explained() -> None:
    lines = told("opportunity", f"{DEAL}  - {{on: 2026-08-03, amount: 1,080,000 CNY}}\n")
    assert lines[1:] == [
        "unknown key 080 | inside { } and [ ] a text with a comma must be quoted",
        "unknown key 000 CNY | inside { } and [ ] a text with a comma must be quoted",
    ]


def test_a_decimal_comma_in_braces_is_explained() -> None:
    lines = told("account", "name: x\nterms: {payment_days: 1,5}\n")
    assert lines == ["unknown key 5 | inside { } and [ ] a text with a comma must be quoted"]


def test_the_span_covers_the_value() -> None:
    (problem,) = problems("account", "name: x\nsince: '2026-02-30'  # sic\n")
    place = problem.place
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 8, 2, 20)
    assert problem.excerpt == "since: '2026-02-30'  # sic"


# Unquoted traps: the record is usable, its texts as written.
def test_an_unquoted_trap_leaves_the_record_usable() -> None:
    text = "name: NO\nsegment: 010\nsites: [{id: 1, name: on, country: NO}]\nowner: [{on: 2026-01-01, value: 12}]\n"
    record, found = read_record(BY_NAME["account"], "a.yaml", text.encode())
    assert isinstance(record, Account)
    assert (record.name, record.segment, record.sites[0].country, record.owner[0].value) == ("NO", "010", "NO", "12")
    assert sorted(seen(found)) == [
        ("KAM701", 1, 7), ("KAM701", 2, 10), ("KAM701", 3, 14), ("KAM701", 3, 23), ("KAM701", 3, 36), ("KAM701", 4, 33),
    ]  # fmt: skip


def test_traps_in_lists_of_names() -> None:
    record, found = read_record(BY_NAME["account"], "a.yaml", b"name: x\ncompetitor_key_account: [1, 2, a]\n")
    assert isinstance(record, Account)
    assert record.competitor_key_account[0].value == ("1", "2", "a")
    assert seen(found) == [("KAM701", 2, 26), ("KAM701", 2, 29)]


def test_a_trap_among_several_forms() -> None:
    assert seen(problems("plan", "objectives: [2026, yes]\n")) == [("KAM701", 1, 14), ("KAM701", 1, 20)]
    assert sorted(seen(problems("private", "likes: [no, off]\nfamily: 2\n"))) == [
        ("KAM701", 1, 9), ("KAM701", 1, 13), ("KAM701", 2, 9),
    ]  # fmt: skip


def test_a_trap_and_a_fault_are_both_told() -> None:
    record, found = read_record(BY_NAME["account"], "a.yaml", b"name: NO\nsince: x\nsegment: NO\n")
    assert record is None
    assert sorted(seen(found)) == [("KAM204", 2, 8), ("KAM209", 3, 10), ("KAM701", 1, 7), ("KAM701", 3, 10)]


def test_numbers_and_days_need_no_quotes_but_may_have_them() -> None:
    text = 'name: x\nsince: "2026-01-01"\nratings: {credit: "4"}\nterms: {payment_days: \'30\'}\n'
    record, found = read_record(BY_NAME["account"], "a.yaml", text.encode())
    assert isinstance(record, Account)
    assert (record.since, record.terms.payment_days, found) == (date(2026, 1, 1), 30, [])


def test_keys_are_compared_composed_and_values_are_left_as_they_are() -> None:
    decomposed = unicodedata.normalize("NFD", "Café")
    record, found = read_record(BY_NAME["account"], "a.yaml", f"name: {decomposed}\n".encode())
    assert isinstance(record, Account)
    assert (record.name, found) == (decomposed, [])


def test_a_bidi_character_is_a_warning_and_the_record_usable() -> None:
    record, found = read_record(BY_NAME["account"], "a.yaml", "name: Nord\u202elicht\n".encode())
    assert isinstance(record, Account)
    assert [(problem.code, problem.severity) for problem in found] == [("KAM116", "warning")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_marks_do_not_matter(end: str, mark: str, last: bool) -> None:
    text = EXAMPLES["opportunity"] if last else EXAMPLES["opportunity"].rstrip("\n")
    data = (mark + text.replace("\n", end)).encode()
    record, found = read_record(BY_NAME["opportunity"], "o.yaml", data)
    assert isinstance(record, Opportunity)
    assert found == []
    broken = read_record(BY_NAME["opportunity"], "o.yaml", data.replace(b"2026-10-26", b"2026-10-99"))[1]
    assert seen(broken) == [("KAM204", 16, 10)]


def test_very_many_faults_are_counted_not_listed() -> None:
    text = "name: x\nlinks:\n" + "  - {ours: a, theirs: b, function: c, last: x}\n" * 1000
    found = problems("account", text)
    assert len(found) == 201
    assert str(found[-1].message) == "800 more faults in this file"
