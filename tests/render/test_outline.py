from kamctl.errors import msg
from kamctl.render.outline import Group, Item, Line, outline
from kamctl.render.terminal import Screen
from kamctl.render.wrap import cells

GROUPS = [
    Group("nordlicht", [
        Item(msg("deal one"), [Line("stage", msg("design → compare")), Line("amount", "900 → 1,080 CNY", "good")]),
        Item(msg("quote"), [Line("", "new: 苏州的检重秤报价 with a rather long text that does not fit into one line")]),
    ]),
    Group(msg("(the book)"), [Item(msg("a record whose name is wider than the column"), [Line("x", "\x1b[31mred\n")])]),
]  # fmt: skip


def lines(width: int | None, colour: bool = False) -> list[str]:
    return [line for block in outline(GROUPS, Screen(width, colour)) for line in block]


def test_names_and_fields_stand_in_columns() -> None:
    assert lines(None) == [
        "nordlicht",
        "  deal one  stage   design → compare",
        "            amount  900 → 1,080 CNY",
        "  quote     new: 苏州的检重秤报价 with a rather long text that does not fit into one line",
        "(the book)",
        "  a record whose name is wider than the column",
        "            x       \\x1b[31mred",
    ]


def test_texts_are_wrapped_within_the_width() -> None:
    assert all(cells(line) <= 50 for line in lines(50))
    assert lines(50)[3:6] == [
        "  quote     new: 苏州的检重秤报价 with a rather",
        "            long text that does not fit into one",
        "            line",
    ]


def test_colour_marks_the_text_alone() -> None:
    assert lines(80, colour=True)[2] == "            amount  \x1b[32m900 → 1,080 CNY\x1b[0m"
