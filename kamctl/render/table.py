"""The table form of a report: heading, summary, tables, footnotes, in the width of the terminal."""

from collections.abc import Iterator, Sequence

from kamctl.errors import Message, msg
from kamctl.locale import language, plural, translate
from kamctl.render.grid import draw
from kamctl.render.layout import fitted
from kamctl.render.sheet import Column, Heading, Sheet, Table, UsedRate
from kamctl.render.terminal import Screen, one_line
from kamctl.render.values import money
from kamctl.render.wrap import cells, wrap

DAY_ORIGINS = {
    "option": msg("{day}"),
    "revision": msg("{day} (day of the revision)"),
    "book": msg("{day} (set by the book)"),
    "today": msg("{day} (today)"),
}


def render_table(heading: Heading, sheet: Sheet, screen: Screen) -> str:
    """Return the report as text, ending in a newline; every line within the width of the screen if it has one."""
    dropped: list[Message] = []
    blocks = [list(styled(joined(heading_parts(heading), screen), "dim", screen))]
    blocks += [[*paragraphs(sheet.summary, screen, "strong"), *paragraphs(incomplete(sheet), screen, "bad")]]
    blocks += [list(chart.lines(screen)) for chart in sheet.charts]
    for table in sheet.tables:
        blocks.append(list(table_lines(table, sheet, screen, dropped)))
    blocks.append(list(paragraphs([*sheet.notes, *dropped], screen, "dim")))
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def heading_parts(heading: Heading) -> list[str]:
    """Return what stands above a report: book, day, currency, revision, dates of rates."""
    day = DAY_ORIGINS[heading.day_from]
    parts = [
        one_line((heading.book_zh if language() == "zh" else None) or heading.book),
        translate(Message(day.template, {"day": heading.as_of})),
        heading.currency,
    ]
    if heading.at:
        parts.append(translate(msg("revision {id}", id=heading.at[:10])))
    rates = [translate(message) for message in rate_dates(heading.rates)]
    return [*parts, translate(msg("rates {first}", first=rates[0])), *rates[1:]] if rates else parts


def rate_dates(rates: Sequence[UsedRate]) -> Iterator[Message]:
    """Yield the currencies whose latest used rate is of one day, newest day first."""
    for day, stale in sorted({(rate.on, rate.stale) for rate in rates}, reverse=True):
        currencies = [rate.source for rate in rates if (rate.on, rate.stale) == (day, stale)]
        if stale:
            yield msg("{currencies} of {day} (old)", currencies=currencies, day=day)
        else:
            yield msg("{currencies} of {day}", currencies=currencies, day=day)


def joined(parts: Sequence[str], screen: Screen) -> list[str]:
    """Return the parts on as few lines as the screen allows."""
    separator = " · " if screen.boxes else " | "
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{separator}{part}" if lines else part
        if lines and (screen.width is None or cells(longer) <= screen.width):
            lines[-1] = longer
        else:
            lines += wrap(part, screen.width) if screen.width else [part]
    return lines


def paragraphs(messages: Sequence[Message], screen: Screen, style: str) -> Iterator[str]:
    """Yield the lines of messages, each beginning a line of its own."""
    for message in messages:
        text = screen.fit(one_line(translate(message, money)))
        yield from styled(wrap(text, screen.width) if screen.width else [text], style, screen)


def styled(lines: Sequence[str], style: str, screen: Screen) -> Iterator[str]:
    """Yield lines in a style, if the screen takes colour."""
    yield from (screen.paint(screen.fit(line), style) for line in lines)


def table_lines(table: Table, sheet: Sheet, screen: Screen, dropped: list[Message]) -> Iterator[str]:
    """Yield a table's title and lines; tells in `dropped` which columns did not fit."""
    if table.title:
        yield from paragraphs([table.title], screen, "strong")
    if not table.rows and table.total is None:
        yield from paragraphs([msg("(nothing)")], screen, "dim")
        return
    grid, missing = fitted(table, sheet.names, screen)
    if missing:
        dropped.append(not_shown(missing, table.title))
    yield from draw(grid, screen)


def not_shown(columns: Sequence[Column], title: Message | None) -> Message:
    """Return the footnote that names the columns for which the terminal is too narrow."""
    labels = [column.label for column in columns]
    if title is None:
        return msg("Not shown for want of width: {columns}.", columns=labels)
    return msg("Not shown for want of width in “{table}”: {columns}.", table=title, columns=labels)


def incomplete(sheet: Sheet) -> list[Message]:
    """Return the footnote that says that something could not be counted."""
    count = len(sheet.left_out)
    one = msg("Incomplete: one record was left out.")
    more = msg("Incomplete: {count} records were left out.", count=count)
    return [plural(count, one, more)] if count else []
