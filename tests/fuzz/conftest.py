"""How long to fuzz: a little in the everyday suite, and as long as one likes with `--long`, by hand."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; `pytest tests/fuzz -m "slow or not slow" --long`."""
    parser.addoption("--long", action="store_true", help="fuzz for hours, with other seeds each time")


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Return whether `--long` was given."""
    return bool(request.config.getoption("--long", default=False))
