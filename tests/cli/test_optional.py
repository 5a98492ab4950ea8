import pytest

from kamctl.cli.optional import with_values


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        ("check --changed", "check --changed="),
        ("check --changed --strict", "check --changed= --strict"),
        ("check --changed -o x.json", "check --changed= -o x.json"),
        ("check --changed main", "check --changed main"),
        ("check --changed=main", "check --changed=main"),
        ("check nordlicht --changed", "check nordlicht --changed="),
        ("check --changed -- nordlicht", "check --changed= -- nordlicht"),
        ("check -- --changed", "check -- --changed"),
        ("schema --book", "schema --book="),
        ("schema .kamctl/schemas --book data", "schema .kamctl/schemas --book data"),
        ("score --book", "score --book"),  # there the value is needed
        ("--version", "--version"),
        ("", ""),
    ],
)
def test_a_value_left_out_is_empty(given: str, parsed: str) -> None:
    assert with_values(given.split()) == parsed.split()
