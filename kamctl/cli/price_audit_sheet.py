"""How a price audit is shown: rows for programs, tables for people, a summary in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.price_audit_lines import flat_row, line_row, lines_table, waterfall_table
from kamctl.cli.price_audit_notes import notes, on_group, without_rate
from kamctl.cli.price_audit_words import counted_once, nothing, site_name, summary
from kamctl.errors import Message, msg
from kamctl.methods.exposure import key_of, total_exposure
from kamctl.records.book import customer_group
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.price_audit import Comparison, Selection
    from kamctl.records.book import Book

Row = dict[Any, Any]
Key = tuple[Any, ...]
SEVERITY_STYLES = {"critical": "bad", "warn": "warn"}
COLUMNS = (
    Column("group", msg("Group"), "word", "account"),
    Column("configured", msg("Product")),
    Column("quotes", msg("Quotes"), "count", keep=2),
    Column("lowest", msg("Lowest"), "money", keep=4),
    Column("lowest_site", msg("Lowest at"), keep=5),
    Column("highest", msg("Highest"), "money", keep=4),
    Column("highest_site", msg("Highest at"), keep=5),
    Column("countries", msg("Low / high in"), "id"),
    Column("gap", msg("Gap"), "share"),
    Column("severity", msg("Severity"), "word", "severity", styles=SEVERITY_STYLES),
    Column("exposure", msg("Exposure"), "money"),
)


def sheet(book: "Book", found: "Comparison", asked: "Selection", with_lines: bool, flat: bool = False) -> Sheet:
    """Return what the command shows; `flat` gives each line behind the rows a row of its own."""
    rows, currency, names = ordered(found.rows, asked.min_gap), book.settings.currency, names_of(book)
    behind = lines_behind(rows, found.lines)
    compared = [row for row in rows if row["quotes"] > 1]
    total = total_exposure(found.parts.loc[[key_of(part) in behind for part in found.parts.to_dict("records")]])
    tables = [Table(COLUMNS, [table_row(row, book) for row in compared])]
    if with_lines:
        for row in compared:
            tables += [lines_table(title(row, names), behind[key_of(row)]), waterfall_table(behind[key_of(row)])]
    return Sheet(
        rows=[flat_row(row, line) for row in rows for line in behind[key_of(row)]]
        if with_lines and flat
        else [json_row(row, behind if with_lines else {}) for row in rows],
        tables=tables,
        summary=summary(compared, total, book, names) if compared else nothing(found.rows, asked.min_gap),
        notes=[
            *on_group(asked.account, asked.account and customer_group(book.accounts, asked.account)),
            *counted_once(compared, total),
            *notes(asked, found.aside.dropna(), [line for lines in behind.values() for line in lines], rows),
        ],
        fields=fields(rows, compared, found, asked) | {"exposure": total},
        left_out=without_rate(found.lines.to_dict("records"), currency),
        names=names,
    )


def ordered(audit: "pd.DataFrame", min_gap: Decimal | None) -> list[Row]:
    """Return the rows whose gap is large enough, by exposure, then gap, both falling, the unknown last."""
    rows = [
        row for row in audit.to_dict("records") if min_gap is None or (row["gap"] is not None and row["gap"] >= min_gap)
    ]
    return sorted(rows, key=lambda row: (*(falling(row[name]) for name in ("exposure", "gap")), key_of(row)))


def falling(value: Decimal | None) -> tuple[bool, Decimal]:
    """Return the key that sorts large values first and unknown ones last."""
    return (value is None, -(value or Decimal(0)))


def lines_behind(rows: Sequence[Row], lines: "pd.DataFrame") -> dict[Key, list[Row]]:
    """Return the compared lines of each row, cheapest first."""
    behind: dict[Key, list[Row]] = {key_of(row): [] for row in rows}
    known = lines[lines["pocket_base"].notna()].to_dict("records")
    for line in sorted(known, key=lambda line: (line["pocket_base"], line["quote"], line["line"])):
        if key_of(line) in behind:
            behind[key_of(line)].append(line)
    return behind


def json_row(row: Row, behind: Mapping[Key, Sequence[Row]]) -> Row:
    """Return a row as programs get it; with the lines behind it where they are asked for."""
    exact = {name: None if row[name] is None else round(float(row[name]), 6) for name in ("gap", "spread")}
    lines = behind.get(key_of(row))
    return row | exact | ({} if lines is None else {"lines": [line_row(line) for line in lines]})


def table_row(row: Row, book: "Book") -> Row:
    """Return a row as people see it."""
    places = [row["lowest_at"], row["highest_at"]]
    lowest, highest = (at["site"] and site_name(book, at["account"], at["site"]) for at in places)
    countries = " / ".join(at["country"] or "?" for at in places)
    return row | {
        "configured": configured(row), "countries": countries, "lowest_site": lowest, "highest_site": highest
    }  # fmt: skip


def configured(row: Row) -> str:
    """Return a product and its options."""
    return " + ".join([row["product"], *row["options"]])


def title(row: Row, names: Names) -> Message:
    """Return the heading of the lines behind a row."""
    return msg("{group}: {product}", group=named("account", row["group"], names), product=configured(row))


def names_of(book: "Book") -> Names:
    """Return the names of accounts and products."""
    accounts = {("account", slug): (entry.name, entry.name_zh or "") for slug, entry in book.accounts.items()}
    return accounts | {("product", code): (entry.name, entry.name_zh or "") for code, entry in book.products.items()}


def fields(rows: Sequence[Row], compared: Sequence[Row], found: "Comparison", asked: "Selection") -> dict[str, object]:
    """Return what programs get beside the rows."""
    aside = found.aside.dropna().value_counts()
    return {
        "window": {"first": asked.period.first, "last": asked.period.last},
        "comparisons": len(compared),
        "single_quotes": len(rows) - len(compared),
        "critical": sum(row["severity"] == "critical" for row in compared),
        "lines_compared": sum(row["quotes"] for row in rows),
        "lines_set_aside": {str(why): int(count) for why, count in sorted(aside.items())},
    }
