"""Any bytes, and any text of YAML's and CSV's signs, as a record or ledger: read, or told what is wrong and where."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutation import PIECES

from kamctl.errors import Place, Problem
from kamctl.records.kinds import BY_NAME, KINDS
from kamctl.store.bulk import sound_data
from kamctl.store.csv_text import read_ledger
from kamctl.store.plain_text import LINE_END
from kamctl.store.record import read_record

PATH = "accounts/nord/file"
fixed = settings(derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
WORDS = ["name", "history", "on", "stage", "value", "lines", "sites", "2026-11-20", "5", "5 CNY", "x", "李", "account"]
signs = st.sampled_from([*"\n\n\n ::-#,[]{}&*!|>'\"%@`?~\\", ": ", "- ", "\n  ", "\n- ", "...", "---", '""', *WORDS])
texts = st.lists(signs, max_size=60).map("".join)
rough = st.lists(st.one_of(st.sampled_from(PIECES), signs.map(str.encode)), max_size=25).map(b"".join)
kinds = st.sampled_from([kind.name for kind in KINDS if not kind.ledger])
ledgers = st.sampled_from([kind.name for kind in KINDS if kind.ledger])


def well_placed(problems: list[Problem], data: bytes) -> bool:
    """Return whether each problem lies within the file: at most one past its last line or the end of a line."""
    lines = [*LINE_END.split(data.decode("utf-8", "replace").removeprefix("\ufeff")), ""]
    return all(lies_within(problem.place, lines) for problem in problems)


def lies_within(place: Place, lines: list[str]) -> bool:
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    inside = 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
    return inside and end in ((0, 0), max(start, end))


def read_or_told(kind: str, data: bytes) -> None:
    record, problems = read_record(BY_NAME[kind], PATH, data)
    assert (record is not None) or any(problem.severity == "error" for problem in problems)
    assert well_placed(problems, data)
    assert all(str(problem.message) and problem.place.path == PATH for problem in problems)


@fixed
@given(kinds, st.binary(max_size=200))
def test_any_bytes_as_a_record(kind: str, data: bytes) -> None:
    read_or_told(kind, data)


@fixed
@given(kinds, rough)
def test_rough_pieces_as_a_record(kind: str, data: bytes) -> None:
    read_or_told(kind, data)


@fixed
@given(kinds, texts)
def test_any_signs_as_a_record(kind: str, text: str) -> None:
    read_or_told(kind, text.encode())


@fixed
@given(texts)
def test_what_is_quickly_read_has_no_fault(text: str) -> None:
    record, problems = read_record(BY_NAME["private"], PATH, text.encode())
    if sound_data(text) is None:
        assert record is None and problems


@fixed
@given(ledgers, st.one_of(st.binary(max_size=200), rough, texts.map(str.encode)))
def test_any_bytes_as_a_ledger(kind: str, data: bytes) -> None:
    rows, problems = read_ledger(BY_NAME[kind], PATH, data)
    assert problems or rows or data.count(b"\n") <= 1
    assert well_placed(problems, data)


@fixed
@given(ledgers, st.lists(st.lists(st.one_of(signs, st.just("")), max_size=14).map(",".join), max_size=8))
def test_any_rows_below_a_good_header(kind: str, rows: list[str]) -> None:
    header = ",".join(field.alias or name for name, field in BY_NAME[kind].model.model_fields.items())
    text = "\n".join([header, *rows])
    good, problems = read_ledger(BY_NAME[kind], PATH, text.encode())
    assert len(good) <= text.count("\n")
    assert well_placed(problems, text.encode())


@pytest.mark.slow
@settings(parent=fixed, max_examples=5000)
@given(kinds, st.one_of(rough, texts.map(str.encode)))
def test_many_texts_as_a_record(kind: str, data: bytes) -> None:
    read_or_told(kind, data)


@pytest.mark.slow
@settings(parent=fixed, max_examples=5000)
@given(ledgers, st.one_of(rough, texts.map(str.encode)))
def test_many_texts_as_a_ledger(kind: str, data: bytes) -> None:
    _, problems = read_ledger(BY_NAME[kind], PATH, data)
    assert well_placed(problems, data)
