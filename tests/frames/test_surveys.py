from small_books import DAY, a_book

from kamctl.frames.surveys import answers


def test_answers_in_long_form_up_to_the_day() -> None:
    first = {"recommend": 9, "switching": {"money": 2, "brand": 4}}
    second = {"scores": {"service": 80}, "recommend": 0}
    surveys = {
        "norla/2026": {"kind": "satisfaction", "on": "2026-11-20", "answers": [first, second]},
        "norla/2027": {"kind": "satisfaction", "on": "2026-11-21", "answers": [first]},
    }
    found = answers(a_book(surveys=surveys), DAY)
    cells = found[["answer", "question", "item", "value"]].itertuples(index=False, name=None)
    assert list(cells) == [
        (1, "recommend", None, 9),
        (1, "switching", "brand", 4),
        (1, "switching", "money", 2),
        (2, "recommend", None, 0),
    ]
    assert set(found["source"]) == {"accounts/norla/surveys/2026.yaml"}


def test_no_surveys() -> None:
    assert answers(a_book(), DAY)["value"].dtype == float
