import pandas as pd
from small_books import a_book

from kamctl.frames.sites import sites


def test_sites_in_order_of_account_and_id() -> None:
    place = {"name": "Works", "country": "NO"}
    found = sites(a_book(accounts={
        "sudmar": {"name": "S", "sites": [{"id": "b", **place}, {"id": "a", **place, "opened": "2024-05-01"}]},
        "norla": {"name": "N", "sites": [{"id": "z", **place, "closed": "2026-01-31"}]},
        "tarn": {"name": "T"},
    }))  # fmt: skip
    assert found[["account", "site", "name"]].to_numpy().tolist() == [
        ["norla", "z", "Works"], ["sudmar", "a", "Works"], ["sudmar", "b", "Works"],
    ]  # fmt: skip
    assert found["opened"][1] == pd.Timestamp("2024-05-01")
    assert found["closed"].notna().tolist() == [True, False, False]


def test_no_sites() -> None:
    assert sites(a_book()).empty
