import pandas as pd
from small_books import DAY, a_book

from kamctl.frames.installs import installs

UNITS = {"site": "works", "process": "end of line", "units": 2}


def test_what_stands_on_the_day() -> None:
    book = a_book(
        installs={
            "norla/ours": UNITS | {"supplier": "own", "product": "xr-1", "installed": "2026-11"},
            "norla/theirs": UNITS | {"supplier": "kestrel", "model": "K3", "family": "x-ray",
                                     "units": [{"on": "2020-01-01", "value": 1}, {"on": "2026-05-01", "value": 3}]},
            "norla/to-come": UNITS | {"supplier": "own", "installed": "2026-12"},
            "norla/gone": UNITS | {"supplier": "own", "removed_on": "2026-11-20"},
            "norla/going": UNITS | {"supplier": "own", "removed_on": "2026-11-21"},
        }
    )  # fmt: skip
    found = installs(book, DAY).set_index("install")
    assert list(found.index) == ["norla/going", "norla/ours", "norla/theirs"]
    assert found["own"].to_dict() == {"norla/going": True, "norla/ours": True, "norla/theirs": False}
    assert found["units"].tolist() == [2, 2, 3]
    assert found["family"].to_dict() == {"norla/going": None, "norla/ours": "x-ray", "norla/theirs": "x-ray"}
    assert found["on"]["norla/theirs"] == pd.Timestamp("2026-05-01")
    assert found["source"]["norla/ours"] == "accounts/norla/installs/ours.yaml"


def test_a_number_learnt_later_is_unknown_and_sites_are_dated_too() -> None:
    moved = [{"on": "2020-01-01", "value": "works"}, {"on": "2026-12-01", "value": "mill"}]
    late = UNITS | {"supplier": "own", "site": moved, "units": [{"on": "2026-12-01", "value": 3}]}
    (row,) = installs(a_book(installs={"norla/late": late}), DAY).to_dict("records")
    assert row["site"] == "works"
    assert pd.isna(row["units"])


def test_no_installs() -> None:
    assert installs(a_book(), DAY)["own"].dtype == bool
