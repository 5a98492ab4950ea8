"""The wheel is whole: what is not Python travels in it, and the program runs from it outside the repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
def test_an_installed_wheel_finds_example_starter_and_chinese(tmp_path: Path) -> None:
    # A copy, since building leaves files behind.
    source = tmp_path / "source"
    for name in ("kamctl", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("kamctl-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")

    def kamctl(*args: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "KAMCTL_BOOK": ""}
        command = [sys.executable, "-P", "-m", "kamctl", *args]
        return subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout

    assert "commits" in kamctl("init", "demo", "--example")
    assert "Nordlicht" in kamctl("score", "--book", "demo", "--top", "1")
    kamctl("init", "own")
    assert "全部无误" in kamctl("check", "--book", "own", "--lang", "zh")
