import pandas as pd
import pytest

from kamctl.methods.satisfaction_index import satisfaction_index

OLDEST = pd.Timestamp("2024-11-20")


def index_of(*rows: tuple[str, str, float, float]) -> dict[str, float]:
    table = pd.DataFrame(list(rows), columns=["account", "date", "experience", "weight"])
    found = satisfaction_index(table.assign(date=pd.to_datetime(table["date"])), OLDEST)
    return {str(account): float(value) for account, value in found.items()}


def test_items_count_by_weight() -> None:
    rows = [("norla", "2026-05-02", 80.0, 1.0), ("norla", "2026-05-02", 50.0, 2.0)]
    assert index_of(*rows) == pytest.approx({"norla": 60})


def test_the_last_survey_counts_unless_it_is_too_old() -> None:
    rows = [("norla", "2025-05-02", 10.0, 1.0), ("norla", "2026-05-02", 80.0, 1.0), ("tarn", "2024-11-19", 70.0, 1.0),
            ("vega", "2024-11-20", 70.0, 1.0)]  # fmt: skip
    assert index_of(*rows) == {"norla": 80, "vega": 70}


def test_items_without_weight_do_not_count() -> None:
    assert index_of(("norla", "2026-05-02", 80.0, 0.0)) == {}
    assert index_of() == {}
