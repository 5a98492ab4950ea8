"""`kamctl score --explain`: from the record to the points."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answers import answer
from score_books import BOOK

D = Decimal
SURVEY = "kind: satisfaction\non: 2026-06-01\nanswers: [{recommend: 9}, {recommend: 6}]\n"
RICH = BOOK | {
    "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nsegments: {food: {name: Food}, pharma: {name: Pharma}}\n",
    "accounts/norla-no/surveys/2026.yaml": SURVEY,
}


@pytest.fixture
def explain(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: str, book: Mapping[str, str] = BOOK) -> Any:
        return kamctl("score", "--book", book_of(book), "--explain", *args)

    return run


def test_json_follows_the_contract(explain: Callable[..., Any]) -> None:
    found = answer(explain("norla-no", "--format", "json"))
    assert (found["account"], found["score"], found["tier"]) == ("norla-no", 75.0, "strategic")
    assert [(group["group"], group["weight"], group["score"], group["points"]) for group in found["groups"]] == [
        ("contribution", 0.6, 83.3, 50.0), ("strategic", 0.4, 62.5, 25.0),
    ]  # fmt: skip
    assert found["groups"][0]["indicators"][0] == {
        "indicator": "revenue", "value": "800.00", "unit": "CNY", "as_of": "2026-11-10", "state": "known",
        "source": "invoices/2026-06.csv:2 … invoices/2026-06.csv:3 (2)", "normalised": 83.3, "weight": 0.5,
        "share": 0.3, "points": 25.0, "records": 2, "places": ["invoices/2026-06.csv:2", "invoices/2026-06.csv:3"],
    }  # fmt: skip
    influence, reference = found["groups"][1]["indicators"]
    assert influence["source"] == "accounts/norla-no/account.yaml: ratings.influence"
    assert (influence["value"], influence["unit"], influence["state"]) == (4.0, "1-5", "known")
    assert (reference["as_of"], reference["state"], reference["points"]) == (None, "undated", 10.0)
    assert [row["indicator"] for row in found["rows"]] == ["revenue", "gross_profit", "influence", "reference"]
    assert found["rows"][2]["group"] == "strategic"


def test_a_stale_value_counts_as_unknown_and_shows_its_day_and_source(explain: Callable[..., Any]) -> None:
    stale = answer(explain("sudmar", "--format", "json"))["rows"][2]
    assert stale == {
        "group": "strategic", "indicator": "influence", "value": None, "unit": "1-5", "as_of": "2024-01-01",
        "state": "stale", "source": "accounts/sudmar/account.yaml: ratings.influence", "normalised": None,
        "weight": 0.5, "share": None, "points": None, "records": 1,
        "places": ["accounts/sudmar/account.yaml: ratings.influence"],
    }  # fmt: skip
    assert "2024-01-01, too old" in explain("sudmar").out


def test_an_unknown_value_has_neither_day_nor_source(explain: Callable[..., Any]) -> None:
    unknown = answer(explain("tarn", "--format", "json"))["rows"][3]
    assert [unknown[key] for key in ("value", "as_of", "source", "state")] == [None, None, None, "unknown"]


def points(found: Mapping[str, Any]) -> list[D]:
    return [D(str(row["points"])) for row in found["rows"] if row["points"] is not None]


@pytest.mark.parametrize("account", ["norla-no", "sudmar", "tarn"])
@pytest.mark.parametrize("book", [BOOK, RICH], ids=["own weights", "the method's weights"])
def test_points_add_up_to_the_score_exactly(explain: Callable[..., Any], account: str, book: Mapping[str, str]) -> None:
    found = answer(explain(account, "--format", "json", book=book))
    assert sum(points(found)) == D(str(found["score"]))
    assert sum(D(str(group["points"])) for group in found["groups"] if group["points"] is not None) == sum(
        points(found)
    )
    assert sum(row["share"] or 0 for row in found["rows"]) == pytest.approx(1, abs=1e-5)


def test_all_indicators_of_the_method_are_explained(explain: Callable[..., Any]) -> None:
    found = answer(explain("norla-no", "--format", "json", book=RICH))
    assert len(found["rows"]) == 22
    (recommend,) = [row for row in found["rows"] if row["indicator"] == "recommend"]
    # 7.5 lies between (6, 30) and (8, 70)
    assert (recommend["value"], recommend["unit"], recommend["normalised"]) == (7.5, "0-10", 60.0)
    assert recommend["source"] == "accounts/norla-no/surveys/2026.yaml"


def test_the_table_tells_it_in_words(explain: Callable[..., Any]) -> None:
    out = explain("norla-no", book=RICH).out
    for text in ("Norla Norge: ", "800 CNY", "7.5 (0–10)", "surveys/2026.yaml", "account.yaml: ratings.influence"):
        assert text in out
    assert "indicators are unknown: their weight went to the others." in out


def test_an_account_may_be_called_by_its_name(explain: Callable[..., Any]) -> None:
    assert answer(explain("Südmar", "--format", "json"))["account"] == "sudmar"


def test_an_account_of_which_nothing_is_known(explain: Callable[..., Any]) -> None:
    bare = {"kamctl.yaml": BOOK["kamctl.yaml"], "accounts/tarn/account.yaml": "name: Tarn\n"}
    found = answer(explain("tarn", "--format", "json", book=bare))
    assert (found["score"], found["evidence"], found["rank"], found["tier"]) == (None, 0.0, None, "standard")
    assert "Tarn: no score, since nothing that has weight is known" in explain("tarn", book=bare).out
