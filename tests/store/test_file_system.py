from pathlib import Path

import pytest

from kamctl.errors import KamError
from kamctl.store.file_system import naming


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    before = naming(tmp_path)
    assert naming(tmp_path) == before
    assert list(tmp_path.iterdir()) == []


def test_case_as_seen_by_another_way(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    assert naming(tmp_path).tells_case is not (tmp_path / "X").exists()


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(KamError) as caught:
        naming(tmp_path / "absent")
    assert caught.value.exit_code == 5
