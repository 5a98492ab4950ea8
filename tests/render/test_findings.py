import csv
import io
import json

import pytest
from found import ERROR, WARNING, found

from kamctl.render.findings import FORMS, render_findings


@pytest.mark.parametrize("form", FORMS)
def test_every_form_ends_its_last_line_and_takes_no_problem(form: str) -> None:
    assert render_findings(found(), form).endswith("\n")
    assert render_findings(found(()), form).endswith("\n")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    assert render_findings(found(), form) == render_findings(found(), form)


def test_text() -> None:
    assert render_findings(found(), "text").splitlines()[0] == "data/accounts/a/account.yaml:1:1: KAM603 no next step"
    assert render_findings(found(), "text").splitlines()[-1] == "1 error, 1 warning in 2 files"


def test_text_without_problems() -> None:
    assert render_findings(found(()), "text") == "Luoheng: 3 files, 20 records, all sound\n"


def test_text_says_that_there_is_more_than_was_asked_for() -> None:
    more = render_findings(found(others=[WARNING] * 4), "text").splitlines()[-2:]
    assert more == ["4 more in the rest of the book", "1 error, 1 warning in 2 files"]
    assert (
        render_findings(found((), [WARNING] * 4), "text")
        == "4 more in the rest of the book\nLuoheng: nothing found here\n"
    )


def test_json_is_the_envelope_with_problems_and_what_was_checked() -> None:
    data = json.loads(render_findings(found(), "json"))
    assert list(data)[-2:] == ["checked", "problems"]
    assert (data["command"], data["book"], data["as_of"]) == ("check", "Luoheng", "2026-11-20")
    assert data["checked"] == {"files": 3, "records": 20, "seconds": 0.012, "silenced": 0, "broken": 0}
    assert data["problems"][1] == {
        "path": "data/accounts/b/account.yaml",
        "line": 12,
        "column": 8,
        "end_line": 12,
        "end_column": 15,
        "code": "KAM301",
        "severity": "error",
        "message": "there is no such person: 100%, really",
        "help": None,
        "also": ["data/team.yaml:2:3"],
    }


def test_csv_has_a_row_for_each_problem() -> None:
    rows = list(csv.DictReader(io.StringIO(render_findings(found(), "csv"))))
    assert [row["code"] for row in rows] == [WARNING.code, ERROR.code]
    assert rows[1]["also"] == "data/team.yaml:2:3"
