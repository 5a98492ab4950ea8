from kamctl.errors import msg
from kamctl.store.change import Change, Op, growth
from kamctl.store.message import message_of


def change(
    record: str, field: str = "", before: str | None = None, after: str | None = None, kind: str = "opportunity"
) -> Change:
    op: Op = "added" if before is None else "removed" if after is None else "changed"
    path = f"accounts/nordlicht/{kind}/{record}.yaml"
    return Change(path, kind, "nordlicht", record, op, field, before, after, growth(before, after))


def test_first_line_tells_a_change_of_stage_first() -> None:
    found = [
        change("q1", "status", "sent", "accepted", kind="quote"),
        change("line3", "amount", "900000 CNY", "1080000 CNY"),
        change("line3", "stage", "design", "compare"),
    ]
    assert message_of(found) == (
        "nordlicht: line3 stage design → compare, +2 more\n\n"
        "nordlicht\n"
        "- quote q1: status sent → accepted\n"
        "- opportunity line3: amount 900,000 → 1,080,000 CNY, +20 %; stage design → compare\n"
    )


def test_first_line_is_cut_to_72_characters() -> None:
    found = [change("line3", "stage", "x" * 80, "compare"), change("line4", "stage", "design", "compare")]
    first = message_of(found).partition("\n")[0]
    assert len(first) == 72
    assert first.endswith("…, +1 more")


def test_own_first_line_and_records_without_a_name() -> None:
    whole = Change("kamctl.yaml", "settings", None, "settings", "changed", note=msg("only comments or layout"))
    assert message_of([whole]) == (
        "book: settings only comments or layout\n\nbook\n- settings: only comments or layout\n"
    )
    assert message_of([whole], "Mine").startswith("Mine\n\nbook\n")


def test_many_lines_are_cut() -> None:
    found = [change(f"deal-{n:03}", "stage", "design", "compare") for n in range(150)]
    lines = message_of(found).splitlines()
    assert (lines[0], len(lines), lines[-1]) == (
        "nordlicht: deal-000 stage design → compare, +149 more", 103, "… and 51 more lines"
    )  # fmt: skip


def test_growth_of_money() -> None:
    """1080 / 900 − 1 = 20 %; 1001 / 1000 − 1 = 0.1 %; another currency, or from nothing: not said."""
    assert str(growth("900 CNY", "1080 CNY")) == "+20 %"
    assert str(growth("1000 CNY", "1001 CNY")) == "+0.1 %"
    assert str(growth("1000 CNY", "500 CNY")) == "-50 %"
    assert growth("1000 CNY", "1000 EUR") is None
    assert growth("0 CNY", "5 CNY") is None
    assert growth("sent", "accepted") is None
