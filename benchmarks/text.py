"""Pieces of YAML as people write it: block and flow style, comments."""

from collections.abc import Sequence
from datetime import date

from benchmarks.draw import Draw

Value = tuple[date, object, str | None]


def quoted(text: str) -> str:
    """Return a text in double quotes where a plain one would not be one text."""
    return f'"{text}"' if ": " in text or " #" in text or text[0] in "\"'[{&*!|>%@`" else text


def inline(day: date, value: object, source: str | None) -> str:
    """Return a dated value in flow style."""
    return f"{{on: {day}, value: {value}{f', source: {source}' if source else ''}}}"


def dated(draw: Draw, key: str, values: Sequence[Value], indent: str = "") -> list[str]:
    """Return the lines of a dated value, in one of the three styles that people use."""
    style = draw.whole(0, 3)
    if style <= 1:
        return [f"{key}: [{', '.join(inline(*one) for one in values)}]"]
    if style == 2:
        return [f"{key}:", *(f"{indent}- {inline(*one)}" for one in values)]
    lines = [f"{key}:"]
    for day, value, source in values:
        lines += [f"{indent}  - on: {day}", f"{indent}    value: {value}"]
        if source:
            lines.append(f"{indent}    source: {source}")
    return lines
