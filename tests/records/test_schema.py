"""The examples of the records fit their models and their JSON Schemas; a typo fits neither."""

import pytest
from editor import as_an_editor_reads
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its stubs would be one package more
from record_examples import EXAMPLES

from kamctl.records.kinds import BY_NAME, KINDS
from kamctl.records.schema import schema, schemas
from kamctl.store.record import read_record


def test_there_is_an_example_of_each_kind() -> None:
    assert set(EXAMPLES) == {kind.name for kind in KINDS if not kind.ledger}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_fits_the_model(kind: str) -> None:
    record, problems = read_record(BY_NAME[kind], f"{kind}.yaml", EXAMPLES[kind].encode())
    assert problems == []
    assert record is not None


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_fits_the_schema(kind: str) -> None:
    made = schema(BY_NAME[kind])
    Draft202012Validator.check_schema(made)
    errors = list(Draft202012Validator(made).iter_errors(as_an_editor_reads(EXAMPLES[kind])))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind not in ("activities", "team", "products")])
def test_a_typo_fits_neither(kind: str) -> None:
    text = f"{EXAMPLES[kind]}\nnaem: x\n"
    record, problems = read_record(BY_NAME[kind], f"{kind}.yaml", text.encode())
    assert record is None
    assert [problem.code for problem in problems] == ["KAM201"]
    assert list(Draft202012Validator(schema(BY_NAME[kind])).iter_errors(as_an_editor_reads(text)))


def test_schemas_are_named_after_their_kinds_and_say_what_fields_mean() -> None:
    made = schemas()
    assert set(made) == {f"{kind}.json" for kind in EXAMPLES}
    assert made["opportunity.json"]["properties"]["name"]["description"] == "name"
    assert all(one["$schema"] == "https://json-schema.org/draft/2020-12/schema" for one in made.values())


NAMES = {
    "person": ["lin-yue", "wei-qiang", "chen-rui"],
    "account": ["nordlicht", "nordlicht-group"],
    "site": ["suzhou"],
    "contact": ["li-na", "nordlicht/wang-wei", "havbris/li-na", "havbris/ola"],
    "supplier": ["own", "kestrel"],
    "competitor": ["kestrel"],
    "product": ["cw-c35", "cw-c40"],
    "option": ["ip69k", "reject-pusher"],
    "contract": ["service-2026", "frame-2026"],
    "opportunity": ["suzhou-line3"],
    "quote": ["q26-001"],
    "stage": ["nurture", "design", "compare", "lost"],
    "segment": ["food"],
    "family": ["checkweighers", "service"],
    "application": ["unit-check", "case-check"],
    "region": ["china"],
    "seller": ["luoheng-cn"],
}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_fits_the_schema_with_the_names_of_its_book(kind: str) -> None:
    made = schema(BY_NAME[kind], NAMES)
    Draft202012Validator.check_schema(made)
    errors = list(Draft202012Validator(made).iter_errors(as_an_editor_reads(EXAMPLES[kind])))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(
    ("kind", "known", "unknown"),
    [
        ("account", "owner: [{on: 2025-01-01, value: lin-yue}", "owner: [{on: 2025-01-01, value: lin-you}"),
        ("account", "  service: 300_000 CNY", "  servise: 300_000 CNY"),
        ("account", "competitor_key_account: [kestrel]", "competitor_key_account: [kestral]"),
        ("contact", "sites: [suzhou]", "sites: [suchou]"),
        ("contact", "reports_to: nordlicht/wang-wei", "reports_to: nordlicht/wang-wu"),
        ("install", "supplier: kestrel", "supplier: us"),
        ("opportunity", "stage: compare", "stage: compere"),
        ("plan", "team: [lin-yue,", "team: [lin-you,"),
        ("targets", "owners: {lin-yue:", "owners: {lin-you:"),
        ("team", "manager: chen-rui", "manager: chen-rue"),
        ("products", "successor: cw-c40", "successor: cw-c50"),
    ],
)
def test_a_name_that_the_book_does_not_know_fits_no_more(kind: str, known: str, unknown: str) -> None:
    text = EXAMPLES[kind].replace(known, unknown)
    assert text != EXAMPLES[kind]
    data = as_an_editor_reads(text)
    assert list(Draft202012Validator(schema(BY_NAME[kind])).iter_errors(data)) == []
    assert list(Draft202012Validator(schema(BY_NAME[kind], NAMES)).iter_errors(data))


def test_without_names_any_id_is_allowed_and_nothing_of_the_marks_is_left() -> None:
    assert schemas({}) == schemas()
    assert "x-names" not in str(schemas())
    assert "x-names" not in str(schemas(NAMES))
